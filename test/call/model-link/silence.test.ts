import { beforeEach, describe, expect, it } from 'vitest';
import { LinkedCall, quiet, speechOf } from './harness.ts';

let call: LinkedCall;
beforeEach(() => {
  call = new LinkedCall();
});

describe('an engine that is open but frozen', () => {
  const ways: [string, () => void][] = [
    ['the caller spoke', () => call.asks('Are you open?')],
    ['the caller typed', () => call.link.appendText('hello')],
    ['it was prompted', () => call.link.prompt('Ask whether they are there.')],
    ['it was to say something', () => call.link.say('Are you there?')],
    [
      'a tool has answered',
      () => {
        call.engine.last.emit({ type: 'tool-call', callId: 'c', name: 'lookup', arguments: {} });
        call.link.toolResult('c', { found: 1 });
      },
    ],
  ];
  it.each(ways)('is bridged within 5 s and given up within 10 s: %s', async (_name, act) => {
    await call.underWay();
    const sinceMs = call.clock.monotonic();
    act();
    await call.run(4_400);
    expect(call.local).toEqual([]);
    await call.run(600);
    expect(call.local.map(({ text }) => text)).toEqual(['One moment, please.']);
    await call.run(4_400);
    expect(call.engine.conversations).toHaveLength(1);
    await call.run(600);
    expect(call.engine.conversations).toHaveLength(2);
    expect(call.clock.monotonic() - sinceMs).toBeLessThanOrEqual(10_000);
    expect(call.failures).toEqual(['dropped']);
    const words = call.local.map(({ text }) => text);
    expect(words).toHaveLength(2);
    expect(words[1]).not.toBe(words[0]);
  });

  it('is also noticed in the middle of an answer', async () => {
    const { last } = call.engine;
    await call.underWay();
    call.asks('Are you open?');
    last.emit({ type: 'response-started' });
    last.emit({ type: 'audio', itemId: 'a', payload: speechOf(100) });
    await call.run(10_000);
    expect(call.engine.conversations).toHaveLength(2);
  });

  it('is not taken for frozen while a tool is at work, the caller speaks, or nothing was asked', async () => {
    const { last } = call.engine;
    await call.underWay();
    await call.run(60_000);
    call.asks('Book a table.');
    last.emit({ type: 'response-started' });
    last.emit({ type: 'tool-call', callId: 'c', name: 'book', arguments: {} });
    last.emit({ type: 'response-done', status: 'completed' });
    await call.run(8_000);
    call.link.toolResult('c', { booked: true });
    last.speak('a', 'Booked.', speechOf(100));
    last.emit({ type: 'speech-started', utteranceId: 'long' });
    await call.run(60_000);
    expect(call.local).toEqual([]);
    expect(call.engine.conversations).toHaveLength(1);
  });

  it('has the caller told to wait when it stalls under the caller’s words, and not in a pause', async () => {
    const { last } = call.engine;
    await call.underWay();
    for (let frame = 0; frame < 50; frame += 1) call.link.appendAudio(quiet(20));
    last.emit({ type: 'stalled' });
    await call.settle();
    expect(call.local).toEqual([]);
    for (let frame = 0; frame < 50; frame += 1) {
      call.clock.advance(20);
      call.link.appendAudio(speechOf(20));
    }
    last.emit({ type: 'stalled' });
    await call.settle();
    expect(call.local.map(({ text }) => text)).toEqual(['One moment, please.']);
  });

  it('does not speak to nobody', async () => {
    await call.underWay();
    call.link.left();
    call.asks('anything');
    await call.run(30_000);
    expect(call.local).toEqual([]);
    expect(call.engine.conversations).toHaveLength(1);
  });
});

describe('the longest duration of a session', () => {
  const MINUTE = 60_000;
  const minutes = async (count: number): Promise<void> => {
    call.clock.advance(count * MINUTE);
    await call.run(100);
  };

  it('is met in a pause between 50 and 55 minutes by a session that knows all, without a gap', async () => {
    const first = await call.underWay();
    await minutes(49);
    expect(call.engine.conversations).toHaveLength(1);
    first.emit({ type: 'speech-started', utteranceId: 'u' });
    await minutes(2);
    expect(call.engine.conversations).toHaveLength(1);
    first.emit({ type: 'speech-stopped' });
    first.emit({ type: 'caller-text', utteranceId: 'u', text: 'And on Sunday?', final: true });
    first.speak('a', 'Closed.', speechOf(300));
    await call.run(600);
    const second = call.engine.last;
    expect(second).not.toBe(first);
    expect(second.spec.history).toEqual(call.turns);
    expect(first.closed).toBe(0);
    second.emit({ type: 'ready' });
    await call.run(100);
    expect(first.closed).toBe(1);
    call.link.appendAudio(speechOf(20));
    expect(second.heard).toContain(speechOf(20));
    expect(second.prompted).toEqual([]);
    expect(call.local).toEqual([]);
    expect(call.failures).toEqual([]);
  });

  it('does not swap to a session that missed a turn, and loses none', async () => {
    const first = await call.underWay();
    await minutes(51);
    const missed = call.engine.last;
    call.asks('One more thing.', first);
    missed.emit({ type: 'ready' });
    first.speak('a', 'Yes?', speechOf(100));
    await call.run(300);
    expect(missed.closed).toBe(1);
    expect(first.closed).toBe(0);
    await call.run(5_000);
    expect(call.engine.last.spec.history.map(({ text }) => text)).toEqual([
      'Hello.',
      'One more thing.',
      'Yes?',
    ]);
  });

  it('is met at 59 minutes whoever speaks, and what is being said is heard by the next', async () => {
    const first = await call.underWay();
    call.clock.advance(59 * MINUTE - 1_000);
    first.emit({ type: 'speech-started', utteranceId: 'u' });
    call.link.appendAudio(speechOf(20));
    await call.run(1_000);
    expect(first.closed).toBe(1);
    const second = call.engine.last;
    expect(second.heard).toEqual([speechOf(20)]);
    second.emit({ type: 'ready' });
    expect(call.local).toEqual([]);
    expect(call.failures).toEqual([]);
  });

  it('that the provider ends by itself is no outage, until it can not be had again', async () => {
    call.drop(await call.underWay(), 'expired');
    expect(call.engine.conversations).toHaveLength(2);
    expect(call.failures).toEqual([]);
    call.drop(call.engine.last, 'unreachable');
    expect(call.failures).toEqual(['unreachable']);
  });

  it('leaves the old session be when the next one can not be opened', async () => {
    const first = await call.underWay();
    await minutes(51);
    call.drop(call.engine.last, 'unreachable');
    expect(first.closed).toBe(0);
    expect(call.failures).toEqual([]);
    await call.run(5_100);
    expect(call.engine.conversations).toHaveLength(3);
  });
});
