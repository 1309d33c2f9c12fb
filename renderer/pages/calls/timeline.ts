import type { AnswerTiming, CallRecord, Incident } from '../../../server/contracts/call.ts';
import { FLAG, flagText, TRANSFER, toolWords } from '../../ui/call-words.ts';
import { incidentWords, interventionWords } from '../../ui/mishap-words.ts';
import type { Tone } from '../../ui/tone.ts';
import { capital, duration, END_REASON, endedWell } from '../../ui/words.ts';

/** One thing that happened in a call, in plain words. */
export interface TimelineEntry {
  /** Since the audio was connected; `null` before that. */
  atMs: number | null;
  text: string;
  /** What more there is to say: how long it took, what for. */
  detail: string | null;
  tone: Tone;
  /** Whose fault it was, where it was a fault or a delay. */
  whose: string | null;
  /** An answer in the usual time: one of many alike. */
  isUsualAnswer: boolean;
}

const CARRIER = 'The carrier or the network';
const COMPUTER = 'This computer';
const CONFIGURED = 'A limit that is set';

/** Up to here nobody on the phone minds the wait. */
const USUAL_ANSWER_MS = 1_500;
const LATE_ANSWER_MS = 3_000;
const SLOW_PICK_UP_MS = 1_000;
const SLOW_JOIN_MS = 2_000;
const SLOW_GREETING_MS = 1_500;
const SLOW_ENGINE_MS = 4_000;
const SLOW_TOOL_MS = 3_000;
/** Mishaps no further apart are told together. */
const ONE_SPELL_MS = 10_000;

/** The voice model, or what stands in for it, as one to blame. */
const modelOf = ({ engine }: Pick<CallRecord, 'engine'>): string =>
  engine === 'offline' ? 'The offline receptionist' : 'The voice model’s provider';

/** Everything from ring to hang-up in the order it happened. What the record of an older call does not know is left out. */
export function timelineOf(call: CallRecord): TimelineEntry[] {
  const during = [
    ...answers(call),
    ...call.tools.map((tool) =>
      entry(tool.atMs, `${toolWords(tool.name)}: ${tool.ok ? 'done' : 'failed'}.`, {
        detail: `Took ${duration(tool.tookMs)}.`,
        tone: tool.ok ? (tool.tookMs > SLOW_TOOL_MS ? 'warn' : 'idle') : 'bad',
        whose: !tool.ok || tool.tookMs > SLOW_TOOL_MS ? toolName(tool.name) : null,
      }),
    ),
    ...call.transfers.map(({ atMs, label, mode, outcome }) =>
      entry(atMs, `${label} was rung${mode === 'warm' ? ' and told who is calling' : ''}.`, {
        detail: `${TRANSFER[outcome].text}.`,
        tone: TRANSFER[outcome].tone,
      }),
    ),
    ...call.messages.map(({ atMs, name }) =>
      entry(atMs, name ? `${name} left a message.` : 'The caller left a message.', { tone: 'good' }),
    ),
    ...alike(call.incidents).map(({ times, ...incident }) => {
      const { lasted, text, whose } = incidentWords(incident);
      const isBack = incident.kind === 'line-back';
      return entry(incident.atMs, text, {
        detail:
          times > 1
            ? `${times} times${lasted ? `, ${lasted} in all` : ''}.`
            : lasted && `${isBack ? 'After' : 'It lasted'} ${lasted}.`,
        tone: isBack
          ? 'good'
          : incident.kind === 'line-lost' || incident.kind === 'model-failed'
            ? 'bad'
            : 'warn',
        whose: isBack ? null : whose,
      });
    }),
    ...call.interventions.map((one) => entry(one.atMs, interventionWords(one), { tone: 'good' })),
    ...call.flags.map((flag) =>
      entry(flag.atMs, `${FLAG[flag.kind].title}.`, {
        detail: flagText(flag),
        tone: flag.kind === 'forgotten' ? 'idle' : 'warn',
      }),
    ),
  ];
  const until = [...beginning(call), ...during].sort((a, b) => (a.atMs ?? -1) - (b.atMs ?? -1));
  return [...until, ...end(call)];
}

/** Mishaps of one kind so shortly after each other that they are one to the caller. */
function alike(incidents: readonly Incident[]): (Incident & { times: number })[] {
  const found: (Incident & { times: number; lastMs: number })[] = [];
  for (const incident of incidents) {
    const { atMs, kind, lastedMs } = incident;
    const before = found.findLast((one) => one.kind === kind);
    if (!before || kind === 'line-back' || atMs - before.lastMs > ONE_SPELL_MS) {
      found.push({ ...incident, times: 1, lastMs: atMs });
      continue;
    }
    before.times += 1;
    before.lastMs = atMs;
    if (lastedMs !== null) before.lastedMs = (before.lastedMs ?? 0) + lastedMs;
  }
  return found;
}

function entry(atMs: number | null, text: string, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return { atMs, text, detail: null, tone: 'idle', whose: null, isUsualAnswer: false, ...more };
}

function late(tookMs: number, slowMs: number, whose: string): Pick<TimelineEntry, 'tone' | 'whose'> {
  return tookMs > slowMs ? { tone: 'warn', whose } : { tone: 'good', whose: null };
}

/** Up to the greeting. */
function beginning(call: CallRecord): TimelineEntry[] {
  const { greetingCached, greetingMs, joinMs, modelReadyMs, webhookMs } = call.timings;
  const found = [entry(null, 'It rang.')];
  if (webhookMs !== null)
    found.push(
      entry(
        null,
        `Ringhouse picked up after ${duration(webhookMs)}.`,
        late(webhookMs, SLOW_PICK_UP_MS, COMPUTER),
      ),
    );
  const wasJoined = joinMs !== null || greetingMs !== null || call.transcript.length > 0;
  if (joinMs !== null)
    found.push(
      entry(
        0,
        `The carrier connected the sound after ${duration(joinMs)}.`,
        late(joinMs, SLOW_JOIN_MS, CARRIER),
      ),
    );
  else if (wasJoined) found.push(entry(0, 'The sound was connected.', { tone: 'good' }));
  if (greetingMs !== null) {
    const from = greetingCached
      ? 'It was ready in the cache.'
      : 'The voice model spoke it; the next calls get it from the cache.';
    found.push(
      entry(greetingMs, `The greeting was heard after ${duration(greetingMs)}.`, {
        detail: from,
        ...late(greetingMs, SLOW_GREETING_MS, greetingCached ? COMPUTER : modelOf(call)),
      }),
    );
  }
  if (modelReadyMs !== null && wasJoined)
    found.push(
      entry(
        engineAt(call),
        `${capital(engineName(call))} was ready ${duration(modelReadyMs)} after the ring.`,
        {
          ...late(modelReadyMs, SLOW_ENGINE_MS, modelOf(call)),
        },
      ),
    );
  return found;
}

const engineName = ({ engine }: CallRecord): string =>
  engine === 'offline' ? 'the offline receptionist' : 'the voice model';

/** When the engine was ready, counted like all else; `null` before the sound was connected or where that is not known. */
function engineAt({ timings: { joinMs, modelReadyMs, webhookMs } }: CallRecord): number | null {
  if (joinMs === null || modelReadyMs === null) return null;
  const atMs = modelReadyMs - joinMs - (webhookMs ?? 0);
  return atMs >= 0 ? atMs : null;
}

function answers(call: CallRecord): TimelineEntry[] {
  return call.timings.answers.map((answer) => {
    const { atMs, waitMs } = answer;
    const text = `The agent answered after ${duration(waitMs)}.`;
    if (waitMs <= USUAL_ANSWER_MS) return entry(atMs, text, { isUsualAnswer: true });
    const { detail, whose } = blame(answer, call);
    return entry(atMs, text, { detail, whose, tone: waitMs > LATE_ANSWER_MS ? 'bad' : 'warn' });
  });
}

/** What most of a long wait was for. */
function blame(
  { computerMs, tool, toolMs, waitMs }: AnswerTiming,
  call: CallRecord,
): { detail: string; whose: string } {
  const modelMs = Math.max(0, waitMs - toolMs - computerMs);
  if (toolMs > modelMs && toolMs >= computerMs && tool !== null)
    return { detail: `${duration(toolMs)} of it: ${toolWords(tool)}.`, whose: toolName(tool) };
  if (computerMs > modelMs)
    return { detail: `${duration(computerMs)} of it this computer was too busy.`, whose: COMPUTER };
  return {
    detail: `${duration(modelMs)} of it: ${engineName(call)}, thinking and speaking.`,
    whose: modelOf(call),
  };
}

const toolName = (name: string): string => `The tool “${toolWords(name)}”`;

function end({ durationMs, endReason, timings }: CallRecord): TimelineEntry[] {
  if (endReason === null) return [];
  const atMs =
    endReason === 'never-joined' || (durationMs === 0 && timings.greetingMs === null) ? null : durationMs;
  const tone = endedWell(endReason) ? 'good' : 'bad';
  return [entry(atMs, `${END_REASON[endReason]}.`, { tone, whose: ENDED_BY[endReason] ?? null })];
}

/** Whose fault an end was, where it was one. */
const ENDED_BY: Partial<Record<NonNullable<CallRecord['endReason']>, string>> = {
  'stream-lost': CARRIER,
  'never-joined': CARRIER,
  'model-failed': 'The voice model’s provider',
  overloaded: COMPUTER,
  interrupted: COMPUTER,
  'internal-error': COMPUTER,
  'cap-reached': CONFIGURED,
};

/** How quick a call was, in a sentence: its middle and longest wait, and who held it up most often. */
export function paceOf(call: CallRecord): string {
  const waits = [...call.timings.answerMs].sort((a, b) => a - b);
  const middle = waits[Math.floor((waits.length - 1) / 2)];
  const longest = waits.at(-1);
  if (middle === undefined || longest === undefined)
    return call.transcript.some(({ role }) => role === 'caller')
      ? 'How quickly the agent answered was not measured.'
      : 'The agent had nothing to answer.';
  const pace =
    waits.length === 1
      ? `The agent answered once, after ${duration(middle)}.`
      : `The agent answered ${waits.length} times, mostly within ${duration(middle)}, at the slowest after ${duration(longest)}.`;
  if (call.timings.answers.length === 0) return `${pace} What each wait was for was not noted for this call.`;
  const blamed = Map.groupBy(
    // The end is no delay, whoever brought it about.
    timelineOf(call)
      .slice(0, call.endReason === null ? undefined : -1)
      .filter(({ whose }) => whose !== null),
    ({ whose }) => whose,
  );
  const [first] = [...blamed].sort(([, a], [, b]) => b.length - a.length);
  if (!first) return `${pace} Nothing held it up.`;
  const [whose, times] = first;
  return `${pace} ${whose} held it up ${times.length === 1 ? 'once' : `${times.length} times`}.`;
}
