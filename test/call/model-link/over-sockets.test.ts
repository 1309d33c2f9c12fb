import { afterEach, describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../server/call/model-link/link-parts.ts';
import { isLocalItem } from '../../../server/call/model-link/local-voice.ts';
import { ModelLink } from '../../../server/call/model-link.ts';
import { FRAME_MS, payloadMs } from '../../../server/contracts/mulaw.ts';
import type { PastTurn } from '../../../server/model/engine.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../../emulators/openai/emulator.ts';
import { tone } from '../../emulators/openai/sound.ts';
import type { EmulatorOptions } from '../../emulators/openai/types.ts';
import { ManualClock } from '../../manual-clock.ts';
import { anEngine, aSpec, frames, silence } from '../../model/openai/harness.ts';
import { ScriptedEngine } from '../../scripted-engine.ts';

const GREETING = 'Hello.';
const opened: { emulator: OpenAiEmulator; link: ModelLink }[] = [];
afterEach(async () => {
  for (const { emulator, link } of opened.splice(0)) {
    link.close();
    await emulator.close();
  }
});

/** A call over real sockets to an emulated OpenAI. Time is moved by the test, apart from what the sockets take. */
async function dial(options: EmulatorOptions & { faults?: Partial<OpenAiEmulator['faults']> } = {}) {
  const { faults, ...emulatorOptions } = options;
  const emulator = await startOpenAiEmulator(emulatorOptions);
  Object.assign(emulator.faults, faults);
  const clock = new ManualClock();
  const standIn = new ScriptedEngine('offline');
  const events: LinkEvent[] = [];
  const turns: PastTurn[] = [];
  const failures: string[] = [];
  let playedUntilMs = 0;
  const link = new ModelLink({
    clock,
    logger: createLogger({ level: 'silent' }),
    engine: anEngine(emulator.baseUrl, {}, clock),
    standIn,
    spec: aSpec(),
    speech: { speak: async (text) => new Uint8Array(text.length * 400) },
    history: () => [...turns],
    told: () => '',
    onTrouble: () => {},
    listener(event) {
      events.push(event);
      if (event.type === 'audio')
        playedUntilMs = Math.max(clock.monotonic(), playedUntilMs) + payloadMs(event.payload);
      if (event.type === 'agent-text' && event.final) turns.push({ role: 'agent', text: event.text.trim() });
      if (event.type === 'caller-text' && event.final) turns.push({ role: 'caller', text: event.text });
    },
    onReady: () => {},
    onFailed: (failure) => void failures.push(failure),
    onSwitched: () => {},
  });
  opened.push({ emulator, link });
  link.greet(GREETING);
  link.joined();
  const step = async (ms: number): Promise<void> => {
    clock.advance(ms);
    link.tick(clock.monotonic() < playedUntilMs);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const run = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 100) await step(100);
  };
  /** Moves time on until something holds. Time does not wait for the sockets. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await step(100);
  };
  /** Waits for the sockets, while time stands still. */
  const settled = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await step(0);
  };
  const said = (): string[] => turns.filter(({ role }) => role === 'agent').map(({ text }) => text);
  const local = (): string[] =>
    events.flatMap((event) => (event.type === 'agent-text' && isLocalItem(event.itemId) ? [event.text] : []));
  const ended = (status: string) => (): number =>
    events.filter((event) => event.type === 'response-done' && event.status === status).length;
  const [completed, failed] = [ended('completed'), ended('failed')];
  return {
    clock,
    completed,
    failed,
    run,
    emulator,
    events,
    failures,
    link,
    local,
    said,
    settled,
    standIn,
    turns,
    until,
  };
}

const speak = ({ clock, link }: { clock: ManualClock; link: ModelLink }): void => {
  for (const frame of frames(Buffer.concat([tone('x'.repeat(10), 'caller'), silence(600)]))) {
    clock.advance(FRAME_MS);
    link.appendAudio(frame);
  }
};

describe('a call over sockets', { timeout: 30_000 }, () => {
  it.each([
    [401, 'invalid_api_key', 'refused'],
    [429, 'insufficient_quota', 'quota'],
    [503, 'server_error', 'unreachable'],
  ] as const)(
    'refused at pick-up with %i is one attempt, and the stand-in greets',
    async (status, code, failure) => {
      const call = await dial({ faults: { refuseUpgrade: { status, code } } });
      await call.settled(() => call.standIn.conversations.length > 0);
      expect(call.local()).toEqual([GREETING]);
      expect(call.failures).toEqual([failure]);
      expect(call.emulator.upgrades).toHaveLength(1);
    },
  );

  it('that meets a black hole hears a greeting in a second, and then has somebody to talk to', async () => {
    const call = await dial({ faults: { blackhole: true } });
    await call.until(() => call.local().length > 0);
    expect(call.clock.monotonic()).toBeLessThanOrEqual(1_000);
    expect(call.local()).toEqual([GREETING]);
    await call.until(() => call.standIn.conversations.length > 0);
    // The greeting lasts 50 ms for each of its letters.
    expect(call.clock.monotonic()).toBeLessThanOrEqual(800 + GREETING.length * 50 + 1_200);
    expect(call.standIn.last.spec.history).toEqual([{ role: 'agent', text: GREETING }]);
  });

  it('is had again when it drops in mid-call, and the question is answered', async () => {
    const call = await dial({ transcribe: () => 'Are you open?' });
    await call.settled(() => call.completed() === 1);
    const first = await call.emulator.session(0);
    speak(call);
    await call.settled(() => call.turns.some(({ role }) => role === 'caller'));
    first.drop();
    await call.settled(() => call.completed() === 2);
    const second = await call.emulator.session(1);
    expect(second.session.questions[0]?.history.map(({ role, text }) => `${role}: ${text}`)).toEqual(
      expect.arrayContaining(['assistant: Hello.', 'user: Are you open?']),
    );
    expect(second.session.errors).toEqual([]);
    expect(call.standIn.conversations).toEqual([]);
    expect(call.failures).toEqual(['dropped']);
  });

  it('has what the caller said while it was gone heard by the next session', async () => {
    const call = await dial({ transcribe: () => 'Are you open?' });
    await call.settled(() => call.completed() === 1);
    (await call.emulator.session(0)).drop();
    speak(call);
    await call.settled(() => call.said().some((text) => text.startsWith('You said: Are you open?')));
    expect(call.emulator.sessions).toHaveLength(2);
    expect(call.local()).toEqual([]);
  });

  it('never has a tool used twice over a reconnection, and the next session learns what it came to', async () => {
    const call = await dial({
      respond: ({ instructions, history }) => {
        if (instructions.startsWith('Say exactly')) return { text: GREETING };
        const told = history.some(({ role, text }) => role === 'system' && text.includes('"booked":true'));
        return told
          ? { text: 'It is booked.' }
          : { toolCall: { name: 'take_message', arguments: { at: 7 } } };
      },
    });
    await call.settled(() => call.completed() === 1);
    call.link.appendText('Book a table.');
    const calls = (): string[] =>
      call.events.flatMap((event) => (event.type === 'tool-call' ? [event.callId] : []));
    await call.settled(() => calls().length > 0);
    (await call.emulator.session(0)).drop();
    await call.settled(() => call.emulator.sessions.length === 2 && call.failures.length === 1);
    call.link.toolResult(calls()[0] ?? '', { booked: true });
    await call.settled(() => call.said().includes('It is booked.'));
    expect(calls()).toHaveLength(1);
    const { session } = await call.emulator.session(1);
    expect(session.state.instructions).toContain('take_message {"at":7}');
    expect(session.errors).toEqual([]);
  });

  it('goes on with the stand-in when the account has no quota left', async () => {
    const call = await dial();
    await call.settled(() => call.completed() === 1);
    call.emulator.faults.failResponses = { code: 'insufficient_quota', times: 9 };
    call.link.appendText('Are you open?');
    await call.settled(() => call.standIn.conversations.length > 0);
    expect(call.failures).toEqual(['quota']);
    expect(call.emulator.upgrades).toHaveLength(1);
  });

  it('asks again after one answer was refused for its rate, and apologises after two', async () => {
    const call = await dial();
    await call.settled(() => call.completed() === 1);
    call.emulator.faults.failResponses = { code: 'rate_limit_exceeded', times: 1 };
    call.link.appendText('one');
    await call.settled(() => call.failed() === 1);
    await call.run(500);
    await call.settled(() => call.completed() === 2);
    expect(call.local()).toEqual([]);
    call.emulator.faults.failResponses = { code: 'rate_limit_exceeded', times: 2 };
    const sinceMs = call.clock.monotonic();
    call.link.appendText('two');
    await call.settled(() => call.failed() === 2);
    await call.run(500);
    await call.settled(() => call.local().length > 0);
    expect(call.clock.monotonic() - sinceMs).toBeLessThanOrEqual(3_000);
    expect(call.local()[0]).toContain('could not answer');
    call.link.appendText('three');
    await call.settled(() => call.completed() === 3);
    expect(call.failures).toEqual([]);
    expect(call.emulator.sessions).toHaveLength(1);
  });

  it('that freezes is bridged in 5 s and had again in 10 s, with what the caller said meanwhile', async () => {
    const call = await dial({ transcribe: () => 'Are you open?' });
    await call.settled(() => call.completed() === 1);
    (await call.emulator.session(0)).session.frozen = true;
    const sinceMs = call.clock.monotonic();
    speak(call);
    await call.until(() => call.local().length > 0);
    expect(call.clock.monotonic() - sinceMs).toBeLessThanOrEqual(5_000);
    await call.until(() => call.failures.length > 0);
    expect(call.clock.monotonic() - sinceMs).toBeLessThanOrEqual(10_000);
    await call.settled(() => call.emulator.sessions.length === 2);
    await call.settled(() => call.said().some((text) => text.startsWith('You said: Are you open?')));
    expect(call.failures).toEqual(['dropped']);
  });

  it('is had again when the provider ends the session for its age, without an alarm', async () => {
    const call = await dial();
    await call.settled(() => call.completed() === 1);
    (await call.emulator.session(0)).expire();
    await call.settled(() => call.emulator.sessions.length === 2);
    call.link.appendText('Still there?');
    await call.settled(() => call.completed() === 2);
    expect(call.failures).toEqual([]);
    expect(call.local()).toEqual([]);
  });
});
