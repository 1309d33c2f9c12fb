import { describe, expect, it } from 'vitest';
import { type Activity, afterGap, mergeAnswers, reduceActivity } from '../../renderer/events/activity.ts';
import { callsNow } from '../../renderer/events/calls-now.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';
import { wholeRecord } from '../whole-record.ts';
import { callSummary } from './calls.ts';

const on = { callSid: 'CA1', tenantId: 1 };
const started: ServerEvent = { type: 'call.started', ...on, call: callSummary() };
const ended: ServerEvent = {
  type: 'call.ended',
  ...on,
  endReason: 'caller-hung-up',
  call: callSummary({ state: 'ended', endReason: 'caller-hung-up' }),
};
const draft = (text: string, atMs = 100): ServerEvent => ({
  type: 'call.draft',
  ...on,
  role: 'agent',
  text,
  atMs,
});
const turn = (text: string, atMs = 100, role: 'agent' | 'caller' = 'agent'): ServerEvent => ({
  type: 'call.turn',
  ...on,
  turn: { role, text, atMs },
});

const progress = (answerMs: number | null, costUsd = 0.01): ServerEvent => ({
  type: 'call.progress',
  ...on,
  costUsd,
  engine: 'openai',
  answerMs,
  takenOver: false,
});
const live = {
  ...wholeRecord(callSummary({ state: 'live' })),
  transcript: [{ role: 'agent' as const, text: 'One.', atMs: 100 }],
  agent: 'listening' as const,
  takenOver: false,
  recalled: null,
  destinations: [],
  businessName: 'Acme',
  agentName: 'Sarah',
};

const after = (...events: ServerEvent[]): Activity => events.reduce(reduceActivity, {});

describe('what events tell of a call', () => {
  it('replaces a draft by the next one and at last by the finished line', () => {
    expect(after(started, draft('Good'), draft('Good morning')).CA1?.drafts.agent?.text).toBe('Good morning');
    const done = after(started, draft('Good'), turn('Good morning.')).CA1;
    expect(done?.drafts.agent).toBeUndefined();
    expect(done?.turns.map(({ text }) => text)).toEqual(['Good morning.']);
  });

  it('keeps the draft of the other side when a line is finished', () => {
    const caller: ServerEvent = { type: 'call.draft', ...on, role: 'caller', text: 'Hel', atMs: 300 };
    expect(after(started, caller, turn('Good morning.')).CA1?.drafts.caller?.text).toBe('Hel');
  });

  it('ignores a draft of a line that is finished already', () => {
    expect(after(turn('Good morning.'), draft('Good')).CA1?.drafts.agent).toBeUndefined();
  });

  it('shows an event that comes twice once', () => {
    const lines = after(turn('One.', 100), turn('Two.', 200, 'caller'), turn('One.', 100)).CA1?.turns;
    expect(lines?.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  it('orders lines by when they began, not by when they came', () => {
    const lines = after(turn('Later.', 900), turn('Earlier.', 300, 'caller')).CA1?.turns;
    expect(lines?.map(({ text }) => text)).toEqual(['Earlier.', 'Later.']);
  });

  it('forgets old calls that are over, and no others', () => {
    const many = Array.from({ length: 40 }, (_, n): ServerEvent => ({ ...ended, callSid: `CA${n + 2}` }));
    const activity = after(started, ...many);
    expect(Object.keys(activity)).toHaveLength(31);
    expect(activity.CA1).toBeDefined();
    expect(activity.CA2).toBeUndefined();
  });
});

describe('the calls in progress', () => {
  it('hold a call that began after the snapshot, until it ends', () => {
    expect(callsNow([], after(started), []).map(({ callSid }) => callSid)).toEqual(['CA1']);
    expect(callsNow([], after(started, ended), [])).toEqual([]);
  });

  it('join the lines of the snapshot with those since, each once', () => {
    const [call] = callsNow([live], after(turn('One.', 100), turn('Two.', 200, 'caller')), []);
    expect(call?.transcript.map(({ text }) => text)).toEqual(['One.', 'Two.']);
  });

  it('stay the very same where nothing was told of them, so that they need not be drawn anew', () => {
    const quiet = { ...live, callSid: 'CA2' };
    const before = after(started, turn('One.'));
    const since = reduceActivity(before, turn('Two.', 400));
    const [loud, still] = callsNow([live, quiet], before, []);
    expect(callsNow([live, quiet], since, [])[1]).toBe(still);
    expect(callsNow([live, quiet], since, [])[0]).not.toBe(loud);
    const tenants: [] = [];
    const [begun] = callsNow([], before, tenants);
    expect(callsNow([], before, tenants)[0]).toBe(begun);
  });

  it('do not hold a call whose end fell into a gap of the events', () => {
    const activity = afterGap(after(started, turn('One.')));
    expect(callsNow([], activity, [])).toEqual([]);
    expect(activity.CA1?.turns).toHaveLength(1);
  });

  it('stand as events say, and as the snapshot says where events say nothing', () => {
    const [untouched] = callsNow([{ ...live, agent: 'thinking', takenOver: true, costUsd: 0.5 }], {}, []);
    expect(untouched).toMatchObject({ agent: 'thinking', takenOver: true, costUsd: 0.5 });
    const state: ServerEvent = { type: 'call.state', ...on, state: 'live', agent: 'speaking' };
    const [call] = callsNow([live], after(state, progress(null, 0.25)), []);
    expect(call).toMatchObject({ agent: 'speaking', costUsd: 0.25, engine: 'openai' });
  });

  it('hold what was noted of them whole', () => {
    const whispered = { kind: 'whispered' as const, atMs: 900, text: 'Offer Tuesday.' };
    const { messages, flags, tools, transfers, incidents } = live;
    const noted = { messages, flags, tools, transfers, incidents, interventions: [whispered] };
    const [call] = callsNow([live], after({ type: 'call.noted', ...on, noted }), []);
    expect(call?.interventions).toEqual([whispered]);
  });

  it('count an answer once, however often it is told', () => {
    const events = after(progress(800), progress(800, 0.02), progress(950, 0.03));
    const snapshot = { ...live, timings: { ...live.timings, answerMs: [700, 800] } };
    expect(callsNow([snapshot], events, [])[0]?.timings.answerMs).toEqual([700, 800, 950]);
  });

  it('stand as the server says after a gap of the events', () => {
    const speaking: ServerEvent = { type: 'call.state', ...on, state: 'live', agent: 'speaking' };
    const gap = afterGap(after(started, speaking, draft('Wel'), progress(800, 0.25)));
    const [call] = callsNow([{ ...live, costUsd: 0.4, takenOver: true }], gap, []);
    expect(call).toMatchObject({ agent: 'listening', costUsd: 0.4, takenOver: true });
    expect(call?.activity.drafts).toEqual({});
  });
});

describe('answer times', () => {
  it.each([
    [[], [], []],
    [[1, 2], [], [1, 2]],
    [[], [1], [1]],
    [
      [1, 2, 3],
      [2, 3, 4],
      [1, 2, 3, 4],
    ],
    [
      [1, 2, 3, 4],
      [2, 3],
      [1, 2, 3, 4],
    ],
    [
      [1, 2],
      [3, 4],
      [1, 2, 3, 4],
    ],
  ])('%j and then %j are %j', (first, second, whole) => expect(mergeAnswers(first, second)).toEqual(whole));
});
