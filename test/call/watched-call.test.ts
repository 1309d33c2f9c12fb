import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallTool } from '../../server/call/call-tool.ts';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { TenantCreate } from '../../server/contracts/tenant.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse, until } from './house-of-calls.ts';

const audio = (ms: number): string => Buffer.alloc(ms * 8, 0x55).toString('base64');
const GREETING = 'Hello from the AI of Acme.';

let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

/** A call whose greeting was heard. */
async function greeted(agent: TenantCreate['agent'] = {}) {
  const tenant = await house.createTenant({ agent: { greeting: GREETING, ...agent } });
  const { session } = await house.ring(tenant, 'CA1');
  const conversation = house.engine.last;
  const { leg, line } = house.join(session);
  let timestampMs = 0;
  /** Lets time pass on a line that lives, and the agent be heard. */
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= 100) {
      line.onAudio(audio(20), timestampMs);
      timestampMs += 100;
      house.clock.advance(Math.min(100, left));
      for (const mark of leg.marks.splice(0)) line.onMark(mark);
    }
  };
  const speak = (text: string, itemId = text): void => {
    conversation.speak(itemId, text, audio(200));
    pass(400);
  };
  const caller = (text: string): void =>
    conversation.emit({ type: 'caller-text', utteranceId: text, text, final: true });
  const use = (name: string, args: unknown = {}, callId = name): void =>
    conversation.emit({ type: 'tool-call', callId, name, arguments: args });
  speak(GREETING);
  return { caller, conversation, leg, line, pass, session, speak, use };
}

/** A tool of the tenant's whose end the test decides. */
function booking() {
  let finish: (ok: boolean) => void = () => {};
  const tool: CallTool = {
    spec: { name: 'book', description: 'Books.', parameters: { type: 'object' } },
    run: (_args, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', reject);
        finish = (ok) =>
          resolve(ok ? { output: { id: 7 }, receipts: ['booked'] } : { output: { error: 'Full.' } });
      }),
  };
  return { tool, finish: (ok: boolean) => finish(ok) };
}

describe('what the agent claims', () => {
  it('is corrected at once, and marked, when no tool has proven it', async () => {
    const { conversation, leg, session } = await greeted();
    conversation.speak('c', 'Your appointment is booked for Tuesday at three.', audio(3_000));
    expect(session.record.flags).toMatchObject([{ kind: 'claim-without-receipt' }]);
    expect(leg.cleared).toBe(1);
    expect(conversation.said.at(-1)).toContain('not booked');
  });

  it('stands when its tool has proven it', async () => {
    const { tool, finish } = booking();
    house.externalTools.push(tool);
    const { conversation, session, speak, use } = await greeted();
    use('book');
    finish(true);
    await until(() => conversation.results.has('book'));
    speak('Your appointment is booked for Tuesday at three.');
    expect(session.record.flags).toEqual([]);
    expect(conversation.said).toHaveLength(1);
  });

  it('waits for the tool that is at work, and falls with it', async () => {
    const { tool, finish } = booking();
    house.externalTools.push(tool);
    const { conversation, session, use } = await greeted();
    use('book');
    conversation.speak('c', 'I have booked that for you.', audio(3_000));
    expect(session.record.flags).toEqual([]);
    finish(false);
    await until(() => session.record.flags.length > 0);
    expect(conversation.said.at(-1)).toContain('not booked');
  });

  it('is not corrected for ever when a model keeps on claiming', async () => {
    const { conversation, session } = await greeted();
    for (let time = 0; time < 6; time += 1)
      conversation.speak(`c${time}`, 'I have sent you a text.', audio(20));
    expect(session.record.flags).toHaveLength(6);
    expect(conversation.said.filter((words) => words.includes('sent'))).toHaveLength(3);
  });
});

describe('a call that nobody speaks in', () => {
  it('is asked twice whether anybody is there, then told goodbye and ended', async () => {
    const { conversation, pass, session, speak } = await greeted({ silenceSeconds: 9 });
    pass(10_000);
    expect(conversation.said).toHaveLength(2);
    speak(conversation.said[1] ?? '', 'ask1');
    pass(10_000);
    expect(conversation.said).toHaveLength(3);
    expect(conversation.said[2]).not.toBe(conversation.said[1]);
    speak(conversation.said[2] ?? '', 'ask2');
    pass(10_000);
    expect(conversation.said).toHaveLength(4);
    speak(conversation.said[3] ?? '', 'bye');
    await house.registry.settled('CA1');
    expect(session.record.endReason).toBe('silent');
  });

  it('goes on when somebody speaks up over the goodbye', async () => {
    const { caller, conversation, leg, pass, session, speak } = await greeted({ silenceSeconds: 9 });
    for (const ask of ['ask1', 'ask2']) {
      pass(10_000);
      speak(conversation.said.at(-1) ?? '', ask);
    }
    pass(10_000);
    conversation.speak('bye', conversation.said.at(-1) ?? '', audio(3_000));
    conversation.emit({ type: 'speech-started', utteranceId: 'Hello, I am here!' });
    expect(leg.cleared).toBe(1);
    conversation.emit({ type: 'speech-stopped' });
    caller('Hello, I am here!');
    speak('Good to hear you.');
    pass(5_000);
    expect(session.record.endReason).toBeNull();
    pass(10_000);
    expect(conversation.said.at(-1)).toBe(conversation.said[1]);
  });

  it('is not asked while the caller speaks up in between', async () => {
    const { caller, conversation, pass } = await greeted({ silenceSeconds: 9 });
    for (let time = 0; time < 5; time += 1) {
      pass(7_000);
      caller(`word ${time}`);
    }
    expect(conversation.said).toHaveLength(1);
  });

  it('ends after both have said goodbye and the model forgets to hang up', async () => {
    const { caller, pass, session, speak } = await greeted();
    caller('Thank you, goodbye.');
    speak('You are welcome. Goodbye!');
    pass(2_000);
    expect(session.live).toBe(true);
    pass(2_000);
    await house.registry.settled('CA1');
    expect(session.record.endReason).toBe('agent-hung-up');
  });

  it('goes on when only the agent has said goodbye', async () => {
    const { caller, pass, session, speak } = await greeted();
    speak('Goodbye!');
    caller('Wait, one more thing.');
    pass(5_000);
    expect(session.live).toBe(true);
  });
});

it('hears a farewell to its end, though the answer it broke off was complete already', async () => {
  const { conversation, pass, session, speak } = await greeted({ language: 'en' });
  conversation.emit({ type: 'response-started' });
  session.dismiss(() => 'We have to stop. Goodbye.', 'cap-reached');
  conversation.emit({ type: 'response-done', status: 'completed' });
  pass(1_000);
  expect(session.record.endReason).toBeNull();
  speak('We have to stop. Goodbye.', 'bye');
  expect(session.record.endReason).toBe('cap-reached');
});

describe('a slow tool', () => {
  it('is covered by a few words, and never by the same twice running', async () => {
    const { tool, finish } = booking();
    house.externalTools.push(tool);
    const { conversation, pass, use } = await greeted();
    use('book', {}, 't1');
    pass(1_600);
    finish(true);
    await until(() => conversation.results.has('t1'));
    use('book', {}, 't2');
    pass(1_600);
    const fillers = conversation.said.slice(1);
    expect(fillers).toHaveLength(2);
    expect(fillers[0]).not.toBe(fillers[1]);
  });

  it('is covered once, though another is at work beside it', async () => {
    house.externalTools.push(booking().tool);
    const { conversation, pass, use } = await greeted();
    use('book', {}, 't1');
    use('book', {}, 't2');
    pass(1_600);
    expect(conversation.said.slice(1)).toHaveLength(1);
  });
});

describe('a call that reaches its limit', () => {
  it('is told so once, and ended politely within a minute', async () => {
    const { caller, conversation, pass, session, speak } = await greeted({
      caps: { ...NO_CAPS, callMinutes: 1 },
      silenceSeconds: 60,
    });
    for (let second = 0; second < 58; second += 1) {
      pass(1_000);
      caller(`and ${second}`);
    }
    expect(conversation.prompted).toEqual([]);
    pass(3_000);
    expect(conversation.prompted).toHaveLength(1);
    expect(session.record.flags).toMatchObject([{ kind: 'cap-reached' }]);
    speak('We are nearly out of time. Shall I take a message?');
    pass(38_000);
    expect(conversation.prompted).toHaveLength(1);
    expect(conversation.said.at(-1)).toContain('Goodbye');
    speak(conversation.said.at(-1) ?? '', 'end');
    await house.registry.settled('CA1');
    expect(session.record.endReason).toBe('cap-reached');
    expect(session.record.durationMs).toBeLessThanOrEqual(120_000);
  });
});
