import { beforeEach, describe, expect, it } from 'vitest';
import { answerFailedNote, takenOverNote } from '../../../server/model/notes.ts';
import { LinkedCall, speechOf } from './harness.ts';

const SORRY = 'I am sorry, we had a short technical problem.';
let call: LinkedCall;
beforeEach(() => {
  call = new LinkedCall();
});

describe('an engine that drops in mid-call', () => {
  it('is had again with what was said, tells the caller to wait, and answers what was asked', async () => {
    const first = await call.underWay();
    call.asks('Are you open?');
    call.drop(first);
    await call.run(300);
    expect(call.engine.conversations).toHaveLength(2);
    const second = call.engine.last;
    expect(second.spec.history).toEqual([
      { role: 'agent', text: 'Hello.' },
      { role: 'caller', text: 'Are you open?' },
    ]);
    expect(second.prompted).toEqual([takenOverNote()]);
    expect(call.local.map(({ text }) => text)).toEqual(['One moment, please.']);
    second.emit({ type: 'ready' });
    second.speak('greeting-item', 'Yes, until six.', speechOf(100));
    // Another conversation's item is another item, whatever its name.
    expect(call.of('audio').at(-1)?.itemId).toBe('1:greeting-item');
    expect(call.failures).toEqual(['dropped']);
    expect(call.readies).toEqual(['openai', 'openai']);
    expect(call.standIn.conversations).toEqual([]);
    first.emit({ type: 'audio', itemId: 'late', payload: speechOf(20) });
    expect(call.of('audio').at(-1)?.itemId).toBe('1:greeting-item');
  });

  it('is not noticed by a caller who waits for nothing', async () => {
    call.drop(await call.underWay());
    await call.run(800);
    call.engine.last.emit({ type: 'ready' });
    await call.run(5_000);
    expect(call.local).toEqual([]);
    expect(call.engine.last.prompted).toEqual([]);
  });

  it('lets the next one hear what the caller said meanwhile, and does not take it for an interruption', async () => {
    const first = await call.underWay();
    first.emit({ type: 'speech-started', utteranceId: 'u' });
    call.link.appendAudio(speechOf(20));
    first.emit({ type: 'speech-stopped' });
    call.drop(first);
    call.link.appendAudio(speechOf(40));
    const second = call.engine.last;
    expect(second.heard).toEqual([speechOf(20), speechOf(40)]);
    // The words come again as sound; asking for an answer besides would bring two.
    expect(second.prompted).toEqual([]);
    second.emit({ type: 'ready' });
    call.events.length = 0;
    second.emit({ type: 'speech-started', utteranceId: 'v' });
    second.emit({ type: 'speech-stopped' });
    second.emit({ type: 'speech-started', utteranceId: 'w' });
    expect(call.events.map(({ event }) => event.type)).toEqual(['speech-stopped', 'speech-started']);
  });

  it('is replaced by the stand-in within 4 s when it can not be had again: two tries, one apology, then on', async () => {
    const first = await call.underWay();
    call.speechMs = 300;
    call.asks('Are you open?');
    const sinceMs = call.clock.monotonic();
    call.drop(first);
    await call.run(4_000);
    expect(call.engine.conversations).toHaveLength(3);
    expect(call.engine.conversations.map(({ closed }) => closed)).toEqual([1, 1, 1]);
    expect(call.switches).toEqual(['offline']);
    expect(call.failures).toEqual(['dropped']);
    const [filler, sorry] = call.local;
    expect(filler?.text).toBe('One moment, please.');
    expect(sorry?.text).toBe(SORRY);
    expect((sorry?.atMs ?? 0) - sinceMs).toBeLessThanOrEqual(4_000);
    expect(call.standIn.last.spec.history.slice(0, 2)).toEqual([
      { role: 'agent', text: 'Hello.' },
      { role: 'caller', text: 'Are you open?' },
    ]);
    expect(call.standIn.last.prompted).toEqual([takenOverNote()]);
    expect(call.standIn.last.noted).toEqual([{ itemId: 'local-2', text: SORRY }]);
    await call.run(20_000);
    expect(call.local).toHaveLength(2);
  });

  it('is tried again half a second after it refused to come back at once', async () => {
    call.drop(await call.underWay());
    call.drop();
    expect(call.engine.conversations).toHaveLength(2);
    await call.run(500);
    expect(call.engine.conversations).toHaveLength(3);
    call.drop();
    expect(call.switches).toEqual(['offline']);
    await call.settle();
    expect(call.local.map(({ text }) => text)).toEqual([`${SORRY} Please go on.`]);
  });

  it('that is lost again and again is not tried for ever', async () => {
    await call.underWay();
    for (let times = 0; times < 3; times += 1) {
      call.drop();
      await call.run(600);
      call.engine.last.emit({ type: 'ready' });
    }
    expect(call.switches).toEqual(['offline']);
  });

  it.each(['refused', 'quota'] as const)('is not tried again when it is %s', async (failure) => {
    call.drop(await call.underWay(), failure);
    expect(call.engine.conversations).toHaveLength(1);
    expect(call.switches).toEqual(['offline']);
    expect(call.failures).toEqual([failure]);
  });

  it('has the next one say what was to be said, and end what was begun', async () => {
    const first = await call.underWay();
    call.link.say('Goodbye.');
    call.drop(first);
    expect(call.engine.last.said).toEqual(['Goodbye.']);
    call.engine.last.emit({ type: 'ready' });
    call.engine.last.emit({ type: 'response-started' });
    call.engine.last.emit({ type: 'agent-text', itemId: 'bye', text: 'Good', final: false });
    call.engine.last.emit({ type: 'audio', itemId: 'bye', payload: speechOf(20) });
    call.events.length = 0;
    call.drop();
    expect(call.events.map(({ event }) => event)).toEqual([
      { type: 'agent-text', itemId: '1:bye', text: 'Good', final: true },
      { type: 'audio-done', itemId: '1:bye' },
      { type: 'response-done', status: 'failed' },
    ]);
  });

  it('passes on what was asked for while there was none, once', async () => {
    call.drop(await call.underWay());
    call.drop();
    call.link.appendDigit('5');
    call.link.prompt('The transfer failed.');
    call.link.appendText('typed');
    call.turns.push({ role: 'caller', text: 'typed' });
    await call.run(500);
    const { last } = call.engine;
    expect(last.digits).toEqual(['5']);
    expect(last.prompted).toEqual(['The transfer failed.']);
    expect(last.typed).toEqual([]);
    expect(last.spec.history.at(-1)).toEqual({ role: 'caller', text: 'typed' });
  });

  it('tells the next one by note what an open tool came to, and that it must not be used again', async () => {
    const first = await call.underWay();
    call.asks('Book a table.');
    first.emit({ type: 'tool-call', callId: 'c1', name: 'lookup', arguments: { day: 'today' } });
    call.link.toolResult('c1', { free: true });
    expect(first.results.get('c1')).toEqual({ free: true });
    first.emit({ type: 'tool-call', callId: 'c2', name: 'book', arguments: { at: 7 } });
    call.drop(first);
    const second = call.engine.last;
    expect(second.spec.instructions).toContain('lookup {"day":"today"}: {"free":true}');
    expect(second.spec.instructions).toContain('book {"at":7}: still at work');
    expect(second.prompted).toEqual([]);
    second.emit({ type: 'ready' });
    call.link.toolResult('c2', { booked: true });
    expect(second.results.size).toBe(0);
    expect(second.prompted).toEqual([expect.stringContaining('{"booked":true}')]);
  });
});

describe('an answer that fails', () => {
  it('is asked for once more, then apologised for within 3 s, and the call goes on', async () => {
    const { last } = call.engine;
    await call.underWay();
    call.asks('Are you open?');
    const sinceMs = call.clock.monotonic();
    const fail = (): void => {
      last.emit({ type: 'response-started' });
      last.emit({ type: 'response-done', status: 'failed' });
    };
    fail();
    expect(last.prompted).toEqual([]);
    await call.run(500);
    expect(last.prompted).toEqual([answerFailedNote()]);
    fail();
    await call.settle();
    expect(call.local).toEqual([{ atMs: expect.any(Number), text: expect.stringContaining('say it again') }]);
    expect((call.local[0]?.atMs ?? 0) - sinceMs).toBeLessThanOrEqual(3_000);
    await call.run(20_000);
    expect(call.local).toHaveLength(1);
    expect(call.engine.conversations).toHaveLength(1);
    expect(call.failures).toEqual([]);
    expect(last.noted).toHaveLength(1);
  });

  it('is bridged by a filler when the second try takes long', async () => {
    const { last } = call.engine;
    await call.underWay();
    call.asks('Are you open?');
    last.emit({ type: 'response-done', status: 'failed' });
    await call.run(2_600);
    expect(call.local.map(({ text }) => text)).toEqual(['One moment, please.']);
    last.speak('a', 'Yes.', speechOf(100));
    await call.run(10_000);
    expect(call.local).toHaveLength(1);
  });

  it('is said locally when its words were given, and ends as if the engine had said them', async () => {
    const { last } = call.engine;
    await call.underWay();
    call.link.say('Goodbye.');
    last.emit({ type: 'response-done', status: 'failed' });
    await call.run(500);
    expect(last.said).toEqual(['Hello.', 'Goodbye.', 'Goodbye.']);
    last.emit({ type: 'response-done', status: 'failed' });
    await call.settle();
    expect(call.local.map(({ text }) => text)).toEqual(['Goodbye.']);
    expect(call.events.at(-1)?.event).toEqual({ type: 'response-done', status: 'completed' });
  });
});
