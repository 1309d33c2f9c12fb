import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallTool } from '../../../server/call/call-tool.ts';
import { NO_CAPS } from '../../../server/contracts/caps.ts';
import { VOICE_CODE } from '../../../server/contracts/live.ts';
import { handedBackNote } from '../../../server/model/notes.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';
import { openHouse, until } from '../house-of-calls.ts';
import { attendedCall, frame, GREETING, sound, TestPanel } from './attended-call.ts';

let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

const kinds = ({ interventions }: { interventions: { kind: string }[] }): string[] =>
  interventions.map(({ kind }) => kind);

describe('an operator who takes a call over', () => {
  it('breaks the agent off, which then hears, says and minds nothing', async () => {
    const { conversation, leg, line, panel, pass, session } = await attendedCall(house);
    conversation.speak('a', 'Let me tell you a very long story.', sound(600));
    house.clock.advance(190);
    panel.seat.takeOver();
    expect(panel.told).toEqual([{ type: 'taken-over', byYou: true }]);
    expect(leg.cleared).toBe(1);
    expect(conversation.closed).toBe(1);
    expect(session.record.transcript.at(-1)).toMatchObject({ role: 'agent', interrupted: true });
    const heard = conversation.heard.length;
    const sent = leg.sent.length;
    // Longer than any watchdog, and than any caller may be silent.
    line.onDigit('1');
    pass(120_000);
    expect(conversation.heard).toHaveLength(heard);
    expect(leg.sent).toHaveLength(sent);
    expect(house.engine.conversations).toHaveLength(1);
    expect(house.standIn.conversations).toHaveLength(0);
    expect(session.live).toBe(true);
    expect(session.record.incidents).toEqual([]);
  });

  it('is heard by the caller, and by those who listen, but does not hear the own voice back', async () => {
    const { leg, panel, session } = await attendedCall(house);
    const other = new TestPanel(session);
    panel.seat.speak(frame(1));
    expect(leg.sent).not.toContain(Buffer.from(frame(1)).toString('base64'));
    panel.seat.takeOver();
    panel.seat.speak(frame(2));
    other.seat.speak(frame(3));
    panel.seat.speak(new Uint8Array(7));
    expect(leg.sent.at(-1)).toBe(Buffer.from(frame(2)).toString('base64'));
    expect(other.frames.at(-1)).toEqual(Buffer.concat([Buffer.of(VOICE_CODE.agent), frame(2)]));
    expect(panel.frames.filter(([code]) => code === VOICE_CODE.agent)).toEqual([]);
    expect(other.told).toEqual([{ type: 'taken-over', byYou: false }]);
  });

  it('hears the caller, whom the agent does not hear', async () => {
    const { conversation, line, panel } = await attendedCall(house);
    panel.seat.takeOver();
    const heard = conversation.heard.length;
    line.onAudio(sound(20, 9), 10_000);
    expect(panel.frames.at(-1)).toEqual(Buffer.concat([Buffer.of(VOICE_CODE.caller), frame(9)]));
    expect(conversation.heard).toHaveLength(heard);
  });

  it('is heard now, not long after, though the microphone sends too much', async () => {
    const { leg, panel, pass } = await attendedCall(house);
    panel.seat.takeOver();
    const before = leg.sent.length;
    for (let count = 0; count < 1_000; count += 1) panel.seat.speak(frame(1));
    expect(leg.sent.length - before).toBeLessThan(30);
    pass(1_000);
    panel.seat.speak(frame(2));
    expect(leg.sent.at(-1)).toBe(Buffer.from(frame(2)).toString('base64'));
  });

  it('gives the call back to an agent that knows what was said before and why it was away', async () => {
    const { leg, panel, pass, session } = await attendedCall(house);
    panel.seat.takeOver();
    pass(3_000);
    panel.seat.handBack();
    const back = house.engine.last;
    expect(house.engine.conversations).toHaveLength(2);
    expect(back.spec.history).toEqual([{ role: 'agent', text: GREETING }]);
    expect(back.spec.instructions).toContain('A colleague has spoken with the caller in your place');
    expect(back.prompted).toEqual([handedBackNote(null)]);
    back.emit({ type: 'ready' });
    back.speak('b', 'Here I am again.', sound(100));
    expect(leg.sent.at(-1)).toBe(sound(100));
    expect(panel.told.at(-1)).toEqual({ type: 'handed-back' });
    expect(kinds(session.record)).toEqual(['listened', 'taken-over', 'handed-back']);
    // What it says is timed by what the caller says from now on.
    expect(session.record.timings.answers).toEqual([]);
  });

  it('gives it back by being lost, with what was whispered meanwhile', async () => {
    const { conversation, panel, session } = await attendedCall(house);
    const other = new TestPanel(session);
    panel.seat.takeOver();
    session.operators.whisper('She gets ten percent off');
    panel.seat.leave();
    panel.seat.leave();
    expect(conversation.prompted).toEqual([]);
    expect(house.engine.last.prompted).toEqual([handedBackNote('She gets ten percent off')]);
    expect(session.operators.takenOver).toBe(false);
    expect(other.told.at(-1)).toEqual({ type: 'handed-back' });
  });

  it('is the only one', async () => {
    const { panel, session } = await attendedCall(house);
    const other = new TestPanel(session);
    panel.seat.takeOver();
    expect(() => other.seat.takeOver()).toThrow('Another operator is speaking with the caller already.');
    panel.seat.takeOver();
    other.seat.handBack();
    expect(session.operators.takenOver).toBe(true);
    expect(new TestPanel(session).told).toEqual([{ type: 'taken-over', byYou: false }]);
    panel.seat.handBack();
    other.seat.takeOver();
    expect(other.told.at(-1)).toEqual({ type: 'taken-over', byYou: true });
    expect(kinds(session.record)).toEqual(['listened', 'taken-over', 'handed-back', 'taken-over']);
  });

  it('keeps the call of an agent that took it to be over', async () => {
    const { conversation, leg, panel, pass, session } = await attendedCall(house);
    conversation.speak('b', 'Goodbye.', sound(2_000));
    conversation.emit({ type: 'tool-call', callId: 'e', name: 'end_call', arguments: {} });
    await until(() => session.record.tools.length > 0);
    panel.seat.takeOver();
    pass(30_000);
    expect(session.live).toBe(true);
    expect(leg.cleared).toBe(1);
  });

  it('comes too late for a caller who is being put through, and for one who is with somebody else', async () => {
    const { conversation, panel, pass, session } = await attendedCall(house);
    session.operators.transfer({ label: 'Billing' });
    expect(() => panel.seat.takeOver()).toThrow('The caller is just being put through.');
    expect(() => session.operators.whisper('Wait')).toThrow('The caller is just being put through.');
    conversation.speak('p', 'One moment, I will put you through to Billing.', sound(500));
    pass(1_000);
    expect(session.parked?.destination.label).toBe('Billing');
    expect(() => panel.seat.takeOver()).toThrow('The caller is with Billing, or is being put through there.');
    expect(session.operators.standing().destinations).toEqual([]);
  });

  it('sees the end of a call whose caller hangs up', async () => {
    const { line, panel, session } = await attendedCall(house);
    panel.seat.takeOver();
    line.onEnd('stop');
    expect(panel.told.at(-1)).toEqual({ type: 'ended' });
    panel.seat.speak(frame(1));
    panel.seat.handBack();
    panel.seat.leave();
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('caller-hung-up');
    expect(house.engine.conversations).toHaveLength(1);
    expect(() => panel.seat.takeOver()).toThrow('This call has ended.');
    expect(kinds(session.record)).toEqual(['listened', 'taken-over']);
  });

  it('is ended by a limit like any other call, in the agent’s words', async () => {
    const { panel, pass, session } = await attendedCall(house, { caps: { ...NO_CAPS, callMinutes: 1 } });
    panel.seat.takeOver();
    pass(70_000);
    expect(session.record.flags).toMatchObject([{ kind: 'cap-reached' }]);
    for (let left = 400; left > 0 && session.operators.takenOver; left -= 1) pass(100);
    expect(panel.told.at(-1)).toEqual({ type: 'handed-back' });
    const back = house.engine.last;
    expect(back.prompted).toEqual([]);
    expect(back.said.at(-1)).toContain('I have to end our call here');
    back.emit({ type: 'ready' });
    back.speak('x', back.said.at(-1)!, sound(500));
    pass(1_000);
    expect(session.record.endReason).toBe('cap-reached');
  });

  it('is not hung up on, nor put through, by a tool that comes to its end meanwhile', async () => {
    let finish = (): void => {};
    const slow: CallTool = {
      spec: { name: 'slow', description: 'Slow.', parameters: { type: 'object' } },
      run: () =>
        new Promise((resolve) => {
          finish = () => resolve({ output: null, effect: { effect: 'hang-up' } });
        }),
    };
    house.externalTools.push(slow);
    const { conversation, leg, panel, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'tool-call', callId: 's', name: 'slow', arguments: {} });
    panel.seat.takeOver();
    const sent = leg.sent.length;
    pass(3_000);
    finish();
    await until(() => session.record.tools.length > 0);
    pass(30_000);
    expect(session.live).toBe(true);
    expect(leg.sent).toHaveLength(sent);
    panel.seat.handBack();
    expect(house.engine.last.spec.instructions).toContain('A colleague is speaking with the caller.');
  });

  it('speaks over a stand-in as well, which then goes on', async () => {
    const { conversation, panel, pass, session } = await attendedCall(house);
    conversation.emit({ type: 'failed', failure: 'quota', message: 'gone' });
    await until(() => house.standIn.conversations.length > 0);
    panel.seat.takeOver();
    pass(20_000);
    panel.seat.handBack();
    expect(house.engine.conversations).toHaveLength(1);
    expect(house.standIn.conversations).toHaveLength(2);
    house.standIn.last.emit({ type: 'ready' });
    expect(house.standIn.last.prompted.at(-1)).toBe(handedBackNote(null));
    expect(session.record.engine).toBe('offline');
  });
});
