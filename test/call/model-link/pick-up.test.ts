import { beforeEach, describe, expect, it } from 'vitest';
import { LinkedCall, quiet, speechOf } from './harness.ts';

const GREETING = 'Hello, this is Acme. How can I help you?';
let call: LinkedCall;
beforeEach(() => {
  call = new LinkedCall();
});

describe('at pick-up', () => {
  it('greets by the engine when it is there in time', async () => {
    call.link.greet(GREETING);
    call.link.joined();
    await call.run(700);
    call.engine.last.emit({ type: 'ready' });
    call.engine.last.speak('g', GREETING, speechOf(2_000));
    await call.run(5_000);
    expect(call.local).toEqual([]);
    expect(call.engine.last.said).toEqual([GREETING]);
    expect(call.readies).toEqual(['openai']);
    expect(call.standIn.conversations).toEqual([]);
  });

  it('greets locally within a second when the engine is a black hole, and is answered by the stand-in then', async () => {
    call.speechMs = 300;
    call.link.greet(GREETING);
    call.link.joined();
    await call.run(1_000);
    expect(call.local).toEqual([{ atMs: 800, text: GREETING }]);
    expect(call.engine.last.cancelled).toBe(1);
    expect(call.engine.last.noted).toEqual([{ itemId: 'local-1', text: GREETING }]);
    call.link.appendAudio(quiet(20));
    await call.run(GREETING.length * 50 + 1_200);
    expect(call.failures).toEqual(['unreachable']);
    expect(call.switches).toEqual(['offline']);
    expect(call.standIn.last.spec.history).toEqual([{ role: 'agent', text: GREETING }]);
    expect(call.standIn.last.said).toEqual([]);
    expect(call.standIn.last.heard).toEqual([quiet(20)]);
    expect(call.engine.last.closed).toBe(1);
    expect(call.local).toHaveLength(1);
  });

  it('stays with an engine that is there before the local greeting was heard', async () => {
    call.link.greet(GREETING);
    call.link.joined();
    await call.run(1_500);
    call.engine.last.emit({ type: 'ready' });
    await call.run(10_000);
    expect(call.standIn.conversations).toEqual([]);
    call.asks('Are you open?');
    call.engine.last.speak('a', 'Yes.', speechOf(200));
    expect(call.of('agent-text').at(-1)).toMatchObject({ text: 'Yes.' });
  });

  it('greets locally when the engine is there but does not begin to speak', async () => {
    call.link.greet(GREETING);
    call.engine.last.emit({ type: 'ready' });
    call.link.joined();
    await call.run(2_200);
    expect(call.local).toEqual([{ atMs: 2_000, text: GREETING }]);
    expect(call.engine.last.cancelled).toBe(1);
  });

  it.each(['refused', 'quota', 'unreachable'] as const)(
    'is answered by the stand-in at once, after one attempt, when the engine is %s before the stream is there',
    async (failure) => {
      call.link.greet(GREETING);
      call.drop(call.engine.last, failure);
      await call.settle();
      expect(call.local).toEqual([{ atMs: 0, text: GREETING }]);
      expect(call.standIn.last.noted).toEqual([{ itemId: 'local-1', text: GREETING }]);
      expect(call.standIn.last.said).toEqual([]);
      expect(call.failures).toEqual([failure]);
      expect(call.engine.conversations).toHaveLength(1);
    },
  );

  it('is greeted by the stand-in itself when the local voice is broken', async () => {
    call.speechWorks = false;
    call.link.greet(GREETING);
    call.drop(call.engine.last, 'refused');
    await call.settle();
    expect(call.standIn.last.said).toEqual([GREETING]);
  });

  it('says what was to be said instead of a greeting that was taken back', async () => {
    call.speechMs = 300;
    call.link.greet(GREETING);
    call.link.joined();
    call.drop(call.engine.last, 'refused');
    call.link.cancel();
    call.link.say('Goodbye.');
    await call.run(500);
    expect(call.local).toEqual([]);
    expect(call.standIn.last.said).toEqual(['Goodbye.']);
  });

  it('lets a kept greeting play on when the engine refuses under it', async () => {
    call.link.noteSaid('greeting', GREETING);
    call.link.joined();
    call.turns.push({ role: 'agent', text: GREETING });
    await call.run(200);
    call.drop(call.engine.last, 'refused');
    await call.run(500);
    expect(call.local).toEqual([]);
    expect(call.standIn.last.said).toEqual([]);
    expect(call.standIn.last.noted).toEqual([]);
    expect(call.standIn.last.spec.history).toEqual([{ role: 'agent', text: GREETING }]);
  });

  it('tells the stand-in of a kept greeting that nobody has heard yet', () => {
    call.link.noteSaid('greeting', GREETING);
    call.drop(call.engine.last, 'refused');
    expect(call.standIn.last.noted).toEqual([{ itemId: 'greeting', text: GREETING }]);
  });

  it('falls back on the engine when the local voice is broken as well', async () => {
    call.speechWorks = false;
    call.link.greet(GREETING);
    call.link.joined();
    await call.run(900);
    expect(call.engine.last.said).toEqual([GREETING, GREETING]);
  });

  it('is given up when the stand-in fails too', () => {
    call.drop(call.engine.last, 'refused');
    call.drop(call.standIn.last, 'internal');
    expect(call.of('given-up')).toHaveLength(1);
    call.standIn.last.emit({ type: 'response-started' });
    expect(call.events.at(-1)?.event.type).toBe('given-up');
  });
});
