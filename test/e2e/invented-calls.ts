import { newRecord } from '../../server/call/record.ts';
import { type CallRecord, NO_USAGE, type Turn } from '../../server/contracts/call.ts';
import type { CallOutcome } from '../../server/contracts/reading.ts';

const ASKED = [
  'What are your opening hours on Saturday?',
  'I would like to move my appointment to next Tuesday.',
  'How much does a new boiler cost with installation?',
  'My policy was cancelled and I want to know why.',
  'Is there parking behind the building?',
  'Could somebody look at a leaking pipe in the basement today?',
  'Do you take patients without insurance?',
  'I left a blue umbrella at your office yesterday.',
  'Can I speak with the accountant about an invoice?',
  'Which documents do I have to bring for the tenancy agreement?',
];
const ANSWERED = [
  'We are open from nine to one on Saturdays.',
  'Of course. I have noted that you want another day.',
  'That depends on the house. A technician will give you a quotation.',
  'I am sorry to hear that. I will have somebody look into it.',
  'Yes, there are twelve places, and they are free for visitors.',
  'I have taken that down as urgent.',
  'You are welcome here. Please bring your papers.',
  'I will ask whether it was found.',
  'She is in a meeting. May she ring you back?',
  'An identity card and the last three pay slips will do.',
];
const OUTCOMES: readonly CallOutcome[] = [
  'answered',
  'message-taken',
  'appointment-requested',
  'answered',
  'booked',
  'not-helped',
  'abandoned',
  'transferred',
];

const pick = <T>(of: readonly T[], index: number): T => of[index % of.length] as T;

interface Invented {
  /** Tells one call from another; the same number makes the same call. */
  index: number;
  tenantId: number;
  startedAt: string;
  /** Pairs of question and answer. */
  exchanges: number;
  /** From one question to the next. */
  paceMs: number;
}

/** A call that nobody made: what it says follows from its number. */
export function inventedCall({ index, tenantId, startedAt, exchanges, paceMs }: Invented): CallRecord {
  const from = `+1555${String(2_000_000 + (index % 4_000)).padStart(7, '0')}`;
  const incoming = { callSid: `CAlarge${index}`, accountSid: 'AC1', from, to: '+15559990001' };
  const transcript = conversation(index, exchanges, paceMs);
  const durationMs = (transcript.at(-1)?.atMs ?? 0) + 6_000;
  const outcome = pick(OUTCOMES, index);
  const waitMs = 600 + (index % 7) * 90;
  const isBad = index % 97 === 0;
  return {
    ...newRecord(
      { ...incoming, practice: index % 10 === 0, publicOrigin: 'http://127.0.0.1:1' },
      tenantId,
      startedAt,
    ),
    engine: index % 5 === 0 ? 'offline' : 'openai',
    state: 'ended',
    endedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    durationMs,
    endReason: isBad ? 'stream-lost' : index % 3 === 0 ? 'agent-hung-up' : 'caller-hung-up',
    transcript,
    summary: `The caller asked: ${pick(ASKED, index)}`,
    reading: { outcome, sentiment: 'neutral', followUps: [], fields: {} },
    flags: isBad
      ? [{ kind: 'claim-without-receipt', text: 'Said without proof: You are booked.', atMs: 9_000 }]
      : [],
    language: 'en',
    usage: { ...NO_USAGE, audioInputTokens: durationMs / 100, audioOutputTokens: durationMs / 200 },
    costUsd: Math.round(durationMs * 0.0009) / 1_000,
    timings: {
      webhookMs: 2 + (index % 4),
      joinMs: 180 + (index % 9) * 20,
      greetingMs: 12,
      modelReadyMs: 420,
      answerMs: Array.from({ length: exchanges }, () => waitMs),
      answers: transcript
        .filter(({ role }) => role === 'caller')
        .map(({ atMs }) => ({ atMs: atMs + 2_000, waitMs, toolMs: 0, tool: null, computerMs: 0 })),
      greetingCached: true,
    },
  };
}

function conversation(index: number, exchanges: number, paceMs: number): Turn[] {
  const turns: Turn[] = [
    { role: 'agent', text: 'Good morning, this is Sarah. How may I help you?', atMs: 0 },
  ];
  for (let at = 0; at < exchanges; at += 1) {
    const atMs = 4_000 + at * paceMs;
    const matter = index + at * 3;
    const reference = at === 0 ? ` My reference is K${10_000 + index}.` : '';
    turns.push({ role: 'caller', text: pick(ASKED, matter) + reference, atMs });
    turns.push({ role: 'agent', text: pick(ANSWERED, matter), atMs: atMs + paceMs / 2 });
  }
  return turns;
}
