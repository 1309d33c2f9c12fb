import { describe, expect, it } from 'vitest';
import { paceOf, timelineOf } from '../../renderer/pages/calls/timeline.ts';
import { type CallRecord, callRecord, endReason, incident } from '../../server/contracts/call.ts';
import { wholeRecord } from '../whole-record.ts';
import { callSummary } from './calls.ts';

const QUIET: CallRecord['timings'] = {
  webhookMs: 3,
  joinMs: 240,
  greetingMs: 14,
  modelReadyMs: 500,
  answerMs: [],
  answers: [],
  greetingCached: true,
};

function callWith(change: Partial<CallRecord>, timings: Partial<CallRecord['timings']> = {}): CallRecord {
  return {
    ...wholeRecord(callSummary({ state: 'ended', endReason: 'caller-hung-up', durationMs: 60_000 })),
    engine: 'openai',
    ...change,
    timings: { ...QUIET, ...timings },
  };
}

const answered = (change: Partial<CallRecord['timings']['answers'][number]>) => ({
  atMs: 5_000,
  waitMs: 800,
  toolMs: 0,
  tool: null,
  computerMs: 0,
  ...change,
});

/** As one reads it: time, words, whose fault. */
const lines = (call: CallRecord): string[] =>
  timelineOf(call).map(({ atMs, detail, text, whose }) =>
    [String(atMs ?? '–'), text, detail, whose && `[${whose}]`].filter(Boolean).join(' '),
  );

describe('the timeline of a call', () => {
  it('tells a quiet call from ring to hang-up, and blames nobody', () => {
    const call = callWith({}, { answers: [answered({})], answerMs: [800] });
    expect(lines(call)).toEqual([
      '– It rang.',
      '– Ringhouse picked up after 3 ms.',
      '0 The carrier connected the sound after 240 ms.',
      '14 The greeting was heard after 14 ms. It was ready in the cache.',
      '257 The voice model was ready 500 ms after the ring.',
      '5000 The agent answered after 800 ms.',
      '60000 The caller hung up.',
    ]);
    expect(paceOf(call)).toBe('The agent answered once, after 800 ms. Nothing held it up.');
  });

  it('tells many alike, shortly after each other, as one, and keeps the order of time', () => {
    const busy = (atMs: number) => ({ kind: 'computer-busy' as const, atMs, lastedMs: 400 });
    const call = callWith({ incidents: [busy(5), busy(900), busy(8_000), busy(40_000)] });
    expect(lines(call).slice(2, 7)).toEqual([
      '0 The carrier connected the sound after 240 ms.',
      '5 This computer was too busy to keep up. 3 times, 1.2 s in all. [This computer]',
      '14 The greeting was heard after 14 ms. It was ready in the cache.',
      '257 The voice model was ready 500 ms after the ring.',
      '40000 This computer was too busy to keep up. It lasted 400 ms. [This computer]',
    ]);
  });

  it.each([
    [
      'a tool',
      { waitMs: 4_000, toolMs: 3_200, tool: 'find_times' },
      '3.2 s of it: find_times. [The tool “find_times”]',
    ],
    [
      'this computer',
      { waitMs: 4_000, computerMs: 2_500 },
      '2.5 s of it this computer was too busy. [This computer]',
    ],
    [
      'the model',
      { waitMs: 4_000, toolMs: 500, tool: 'take_message', computerMs: 400 },
      '3.1 s of it: the voice model, thinking and speaking. [The voice model’s provider]',
    ],
  ])('names whose fault a late answer was: %s', (_, change, expected) => {
    const call = callWith({}, { answers: [answered(change)], answerMs: [4_000] });
    expect(lines(call)).toContain(`5000 The agent answered after 4.0 s. ${expected}`);
    expect(paceOf(call)).toMatch(/held it up once\.$/);
  });

  it('blames the offline receptionist, not a provider, where it answered', () => {
    const call = callWith({ engine: 'offline' }, { answers: [answered({ waitMs: 2_000 })] });
    expect(lines(call).join()).toMatch(/\[The offline receptionist\]/);
    expect(lines(call).join()).not.toMatch(/provider/);
  });

  it.each([
    [{ webhookMs: 1_500 }, 'Ringhouse picked up after 1.5 s. [This computer]'],
    [{ joinMs: 4_000 }, 'The carrier connected the sound after 4.0 s. [The carrier or the network]'],
    [{ greetingMs: 2_500, greetingCached: true }, '[This computer]'],
    [{ greetingMs: 2_500, greetingCached: false }, 'get it from the cache. [The voice model’s provider]'],
    [{ modelReadyMs: 6_000 }, 'ready 6.0 s after the ring. [The voice model’s provider]'],
  ])('names whose fault a slow beginning was: %j', (timings, expected) => {
    const found = lines(callWith({}, timings)).filter((line) => line.includes('['));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it('has words for every incident and every end', () => {
    for (const kind of incident.shape.kind.options) {
      const [told] = lines(callWith({ incidents: [{ kind, atMs: 9_000, lastedMs: 1_200 }] })).filter((line) =>
        line.startsWith('9000'),
      );
      expect(told).toMatch(kind === 'line-back' ? /After 1\.2 s\.$/ : /It lasted 1\.2 s\. \[.+\]$/);
    }
    for (const reason of endReason.options) {
      const last = timelineOf(callWith({ endReason: reason })).at(-1);
      expect(last?.text).toMatch(/.\.$/);
      expect(last?.tone).toBe(/hung-up|transferred/.test(reason) ? 'good' : 'bad');
    }
  });

  it('takes an end for no delay', () => {
    const call = callWith({ endReason: 'stream-lost' }, { answers: [answered({})], answerMs: [800] });
    expect(timelineOf(call).at(-1)?.whose).toBe('The carrier or the network');
    expect(paceOf(call)).toMatch(/Nothing held it up\.$/);
  });

  it('puts everything else where it happened', () => {
    const call = callWith(
      {
        tools: [{ name: 'take_message', atMs: 20_000, tookMs: 30, ok: true }],
        transfers: [{ label: 'Billing', mode: 'warm', summary: '', atMs: 30_000, outcome: 'busy' }],
        interventions: [{ kind: 'whispered', atMs: 10_000, text: 'Offer Tuesday.' }],
        flags: [{ kind: 'claim-without-receipt', text: 'Said without proof: Booked.', atMs: 25_000 }],
      },
      { answers: [answered({ atMs: 15_000 })] },
    );
    expect(lines(call).slice(5)).toEqual([
      '10000 You whispered to the agent: Offer Tuesday.',
      '15000 The agent answered after 800 ms.',
      '20000 Take a message: done. Took 30 ms.',
      '25000 Said without proof. Said without proof: Booked.',
      '30000 Billing was rung and told who is calling. Busy.',
      '60000 The caller hung up.',
    ]);
  });

  it('reads well for a call of an earlier version, which knows little of this', () => {
    const { incidents: _, interventions: __, draft: ___, ...old } = callWith({ transcript: [] });
    const { answers: ____, joinMs: _____, ...timings } = { ...old.timings, answerMs: [700, 900, 2_000] };
    const call = callRecord.parse({ ...old, timings });
    expect(lines(call)).toEqual([
      '– It rang.',
      '– Ringhouse picked up after 3 ms.',
      '– The voice model was ready 500 ms after the ring.',
      '0 The sound was connected.',
      '14 The greeting was heard after 14 ms. It was ready in the cache.',
      '60000 The caller hung up.',
    ]);
    expect(paceOf(call)).toBe(
      'The agent answered 3 times, mostly within 900 ms, at the slowest after 2.0 s. What each wait was for was not noted for this call.',
    );
  });

  it('tells a call that never came to anything', () => {
    const nothing = { webhookMs: 3, joinMs: null, greetingMs: null, modelReadyMs: null };
    const call = callWith({ endReason: 'never-joined', durationMs: 0, transcript: [] }, nothing);
    expect(lines(call)).toEqual([
      '– It rang.',
      '– Ringhouse picked up after 3 ms.',
      '– It rang, but the carrier never connected the audio. [The carrier or the network]',
    ]);
    expect(paceOf(call)).toBe('The agent had nothing to answer.');
    const typed = callWith({ transcript: [{ role: 'caller', text: 'Are you open?', atMs: 3_000 }] });
    expect(paceOf(typed)).toBe('How quickly the agent answered was not measured.');
  });
});
