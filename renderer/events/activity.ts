import type { CallState, CallSummary, Turn } from '../../server/contracts/call.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';

type Of<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;
export type AgentState = Of<'call.state'>['agent'];
type Progress = Omit<Of<'call.progress'>, 'type' | 'callSid' | 'tenantId' | 'answerMs'>;

/** What events have told of one call since the page was opened. */
export interface CallActivity {
  started: CallSummary | null;
  state: CallState | null;
  agent: AgentState | null;
  turns: readonly Turn[];
  /** The line each side is speaking now. */
  drafts: Partial<Record<Turn['role'], Turn>>;
  progress: Progress | null;
  /** How long callers waited for each answer since, in milliseconds. */
  answerMs: readonly number[];
  noted: Of<'call.noted'>['noted'] | null;
  ended: CallSummary | null;
}

/** By call SID. */
export type Activity = Readonly<Record<string, CallActivity>>;

export const NO_ACTIVITY: CallActivity = {
  started: null,
  state: null,
  agent: null,
  turns: [],
  drafts: {},
  progress: null,
  answerMs: [],
  noted: null,
  ended: null,
};

const KEPT_ENDED = 30;

const sameLine = (a: Turn, b: Turn) => a.role === b.role && a.atMs === b.atMs;

/** Both lists as one, in order of time; a line that is in both comes from the second. */
export function mergeTurns(first: readonly Turn[], second: readonly Turn[]): Turn[] {
  const kept = first.filter((turn) => !second.some((other) => sameLine(turn, other)));
  return [...kept, ...second].sort((a, b) => a.atMs - b.atMs);
}

/**
 * Answer times of a snapshot with those that events told of, which may overlap: what comes last in the first and begins
 * the second is the same answers.
 */
export function mergeAnswers(first: readonly number[], second: readonly number[]): number[] {
  const isAt = (at: number) =>
    second.every((ms, index) => at + index >= first.length || first[at + index] === ms);
  let at = 0;
  while (at < first.length && !isAt(at)) at += 1;
  return [...first, ...second.slice(first.length - at)];
}

/** Adds one event. The same event twice changes nothing more. */
export function reduceActivity(activity: Activity, event: ServerEvent): Activity {
  if (!('callSid' in event)) return activity;
  const call = activity[event.callSid] ?? NO_ACTIVITY;
  const next = reduceCall(call, event);
  return next === call ? activity : forget({ ...activity, [event.callSid]: next });
}

function reduceCall(call: CallActivity, event: Extract<ServerEvent, { callSid: string }>): CallActivity {
  switch (event.type) {
    case 'call.started':
      return { ...call, started: event.call };
    case 'call.state':
      return { ...call, state: event.state, agent: event.agent };
    case 'call.draft': {
      const draft: Turn = { role: event.role, text: event.text, atMs: event.atMs };
      if (call.turns.some((turn) => sameLine(turn, draft))) return call;
      return { ...call, drafts: { ...call.drafts, [event.role]: draft } };
    }
    case 'call.turn':
      return {
        ...call,
        turns: mergeTurns(call.turns, [event.turn]),
        drafts: { ...call.drafts, [event.turn.role]: undefined },
      };
    case 'call.progress': {
      const { costUsd, engine, takenOver, answerMs } = event;
      // The same answer is told again whenever something else changes.
      const isNew = answerMs !== null && answerMs !== call.answerMs.at(-1);
      const progress = { costUsd, engine, takenOver };
      return { ...call, progress, answerMs: isNew ? [...call.answerMs, answerMs] : call.answerMs };
    }
    case 'call.noted':
      return { ...call, noted: event.noted };
    case 'call.ended':
      return { ...call, state: 'ended', agent: null, drafts: {}, ended: event.call };
    default:
      return call;
  }
}

/**
 * After a gap in the events: the server's list says which calls are in progress and how they stand; what was
 * said stays.
 */
export function afterGap(activity: Activity): Activity {
  return Object.fromEntries(
    Object.entries(activity).map(([callSid, call]) => [
      callSid,
      call.ended ? call : { ...NO_ACTIVITY, turns: call.turns },
    ]),
  );
}

/** Drops the oldest calls that are over, so that a page left open for weeks does not grow. */
function forget(activity: Activity): Activity {
  const over = Object.entries(activity).filter(([, call]) => call.ended !== null);
  const drop = new Set(over.slice(0, Math.max(0, over.length - KEPT_ENDED)).map(([callSid]) => callSid));
  if (drop.size === 0) return activity;
  return Object.fromEntries(Object.entries(activity).filter(([callSid]) => !drop.has(callSid)));
}
