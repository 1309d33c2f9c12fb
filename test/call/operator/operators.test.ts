import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VOICE_CODE } from '../../../server/contracts/live.ts';
import { whisperedNote } from '../../../server/model/notes.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';
import { openHouse, until } from '../house-of-calls.ts';
import { attendedCall, BILLING, sound, TestPanel } from './attended-call.ts';

let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

describe('a panel that listens', () => {
  it('hears both voices, and the agent no more once the caller speaks over it', async () => {
    const { conversation, line, panel, session } = await attendedCall(house);
    const other = new TestPanel(session);
    conversation.speak('a', 'A long answer.', sound(4_000));
    house.clock.advance(100);
    line.onAudio(sound(20, 7), 10_000);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    house.clock.advance(200);
    expect(panel.frames.filter(([code]) => code === VOICE_CODE.agent)).toHaveLength(5);
    expect(panel.frames.filter(([code]) => code === VOICE_CODE.caller).map((frame) => frame[1])).toContain(7);
    expect(other.frames).toEqual(panel.frames);
  });

  it('is in the record once, however many listen at a time', async () => {
    const { panel, session } = await attendedCall(house);
    const other = new TestPanel(session);
    panel.seat.leave();
    expect(session.record.interventions).toMatchObject([{ kind: 'listened', text: null }]);
    other.seat.leave();
    new TestPanel(session);
    expect(session.record.interventions).toHaveLength(2);
  });
});

describe('a whisper', () => {
  it('is given to the agent, to every one that comes after it, and to the record without card numbers', async () => {
    const { conversation, session } = await attendedCall(house);
    const words = 'Her card 4111 1111 1111 1111 was refused';
    session.operators.whisper(words);
    expect(conversation.prompted).toEqual([whisperedNote(words)]);
    const [, whispered] = session.record.interventions;
    expect(whispered).toMatchObject({ kind: 'whispered', text: expect.stringContaining('was refused') });
    expect(whispered?.text).not.toContain('4111');
    conversation.emit({ type: 'failed', failure: 'dropped', message: 'gone' });
    expect(house.engine.last.spec.instructions).toContain('was refused');
  });

  it('keeps a caller who is being let go for being silent', async () => {
    const { conversation, pass, session } = await attendedCall(house, { silenceSeconds: 5 });
    // Asked twice, then said goodbye to.
    for (let left = 600; left > 0 && conversation.said.length < 4; left -= 1) {
      const said = conversation.said.length;
      pass(100);
      if (conversation.said.length > said && said < 3) conversation.speak(`s${said}`, 'Hello?', sound(100));
    }
    session.operators.whisper('She is looking for her papers');
    pass(25_000);
    expect(session.live).toBe(true);
  });

  it('is refused before the caller is there, and once the call has ended', async () => {
    const tenant = await house.createTenant();
    const { session } = await house.ring(tenant, 'CA1');
    expect(() => session.operators.whisper('Hello')).toThrow('The caller is not on the line yet.');
    const { line } = house.join(session);
    line.onEnd('stop');
    expect(() => session.operators.whisper('Hello')).toThrow('This call has ended.');
    expect(session.record.interventions).toEqual([]);
  });
});

describe('an operator who puts a caller through', () => {
  it('has the caller told, and the person rung with what the call is about', async () => {
    const { conversation, leg, pass, session } = await attendedCall(house);
    conversation.emit({
      type: 'caller-text',
      utteranceId: 'u',
      text: 'I want to speak about my invoice of May.',
      final: true,
    });
    conversation.speak('a', 'A long answer.', sound(9_000));
    session.operators.transfer({ label: 'billing' });
    expect(leg.cleared).toBe(1);
    expect(conversation.said.at(-1)).toBe('One moment, I will put you through to Billing.');
    conversation.speak('p', conversation.said.at(-1)!, sound(500));
    pass(1_000);
    expect(session.parked).toMatchObject({
      destination: { label: 'Billing' },
      summary: 'A caller is on the line. They said: I want to speak about my invoice of May.',
    });
    expect(session.record.transfers).toMatchObject([{ label: 'Billing', outcome: 'connecting' }]);
    expect(session.record.interventions.at(-1)).toMatchObject({ kind: 'transferred', text: 'Billing' });
  });

  it('may do so while speaking, and the agent gets the caller back when nobody answers', async () => {
    const { panel, pass, session } = await attendedCall(house);
    panel.seat.takeOver();
    session.operators.transfer({ label: 'Billing', summary: 'Bob,\nabout\u0000 an invoice' });
    expect(panel.told.at(-1)).toEqual({ type: 'handed-back' });
    const back = house.engine.last;
    back.emit({ type: 'ready' });
    expect(back.prompted).toEqual([]);
    back.speak('p', back.said.at(-1)!, sound(500));
    pass(1_000);
    expect(session.parked?.summary).toBe('Bob, about an invoice');
    session.transferEnded('no-answer');
    house.join(session);
    expect(back.prompted.at(-1)).toContain('was not answered');
    expect(session.operators.standing().destinations).toEqual(['Billing']);
  });

  it('is held to the rules of the agent’s own transfers', async () => {
    const weekend = [{ day: 'saturday' as const, from: '09:00', to: '12:00' }];
    const { session } = await attendedCall(house, {
      transfers: [BILLING, { ...BILLING, label: 'Weekend', schedule: { weekly: weekend, holidays: [] } }],
    });
    expect(session.operators.standing().destinations).toEqual(['Billing']);
    const transfer = (label: string) => () => session.operators.transfer({ label });
    expect(transfer('+12125551234')).toThrow('There is no such destination.');
    expect(transfer('Weekend')).toThrow('Weekend cannot be reached at this time');
    expect(session.record.transfers).toEqual([]);
    transfer('Billing')();
    expect(transfer('Billing')).toThrow('The caller is just being put through.');
    for (let more = 5; more > 0; more -= 1)
      session.record.transfers.push({ ...session.record.transfers[0]!, outcome: 'busy' });
    expect(transfer('Billing')).toThrow('No more transfers are tried in this call');
  });
});

describe('those who watch calls', () => {
  it('see what the agent was told of the caller, and nothing that was kept from it', async () => {
    const tenant = await house.createTenant({
      agent: { memoryPolicy: { sensitive: ['diagnosis'], keepDays: null, check: '' } },
    });
    const at = '2026-01-01T10:00:00.000Z';
    const learnings = {
      name: 'Maria',
      facts: [
        { text: 'Has a leaking roof.', replaces: null },
        { text: 'Awaits a diagnosis.', replaces: null },
      ],
      preferences: [],
      openMatters: [],
      settledMatters: [],
      summary: 'She asked about her roof.',
    };
    await house.memories.learn(tenantScope(tenant.id), '+15551230001', {
      callSid: 'CA0',
      learnings,
      at,
      transcript: [{ role: 'caller', text: 'I am Maria. Has a leaking roof. Awaits a diagnosis.', atMs: 0 }],
      language: null,
    });
    const { session } = await house.ring(tenant, 'CA1');
    const { recalled } = session.operators.standing();
    expect(recalled?.callCount).toBe(1);
    expect(JSON.stringify(recalled)).toContain('roof');
    expect(JSON.stringify(recalled)).not.toContain('diagnosis');
  });

  it('are told what a call costs and how quick it is, at most once a second and only when it has changed', async () => {
    const { conversation, panel, pass } = await attendedCall(house);
    const told = () =>
      house.events.flatMap((event) =>
        event.type === 'call.progress' ? [{ answerMs: event.answerMs, takenOver: event.takenOver }] : [],
      );
    pass(5_000);
    expect(told()).toEqual([{ answerMs: null, takenOver: false }]);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    conversation.emit({ type: 'speech-stopped' });
    pass(600);
    conversation.speak('a', 'Yes.', sound(100));
    for (let times = 5; times > 0; times -= 1) {
      panel.seat.takeOver();
      panel.seat.handBack();
    }
    panel.seat.takeOver();
    pass(3_000);
    expect(told().slice(1)).toEqual([{ answerMs: 600, takenOver: true }]);
  });

  it('are told of what is noted once it is durable, each list whole', async () => {
    const { panel, session } = await attendedCall(house);
    session.operators.whisper('One');
    panel.seat.takeOver();
    await until(() => house.events.filter(({ type }) => type === 'call.noted').length === 3);
    const noted = house.events.flatMap((event) => (event.type === 'call.noted' ? [event.noted] : []));
    expect(noted.map(({ interventions }) => interventions.map(({ kind }) => kind))).toEqual([
      ['listened'],
      ['listened', 'whispered'],
      ['listened', 'whispered', 'taken-over'],
    ]);
    expect(Object.keys(noted[0]!).sort()).toEqual([
      'flags',
      'incidents',
      'interventions',
      'messages',
      'tools',
      'transfers',
    ]);
  });
});
