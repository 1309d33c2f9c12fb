import type { TransferOutcome } from '../contracts/transfer.ts';

/** A transfer that did not come about. */
export type TransferFailure = Exclude<TransferOutcome, 'connecting' | 'accepted'>;

/** What a note says, for an engine that works by rule. `other`: none of the notes below. */
export type Note =
  | { kind: 'transfer-failed'; label: string; outcome: TransferFailure }
  | { kind: 'time-is-short' }
  | { kind: 'cap-reached' }
  | { kind: 'taken-over' }
  | { kind: 'answer-failed' }
  | { kind: 'whispered'; text: string }
  /** `told`: what the colleague has the agent know, if anything. */
  | { kind: 'handed-back'; told: string | null }
  | { kind: 'other' };

const OUTCOMES: Record<TransferFailure, string> = {
  'no-answer': 'was not answered',
  busy: 'failed because the line is busy',
  declined: 'was declined by the person who answered',
  voicemail: 'reached only a voicemail',
  failed: 'failed for a technical reason',
};
const AFTER_TRANSFER = 'The caller is with you again. Say so, and offer to take a message.';

const TIME_IS_SHORT =
  'This call must end within a minute. Say so politely, and ask for a message if something is still open.';
const CAP_REACHED =
  'There is no time for more calls like this one now. Do not go into anything else: say so politely, take a message, and say goodbye.';
const TAKEN_OVER =
  'You have just taken this call over in the middle. Go on where it stopped; the caller must not have to start again.';
const ANSWER_FAILED = 'Your last answer could not be made and was not heard. Give it again, in a few words.';
const WHISPERED = [
  'A colleague who listens to this call tells you, without the caller hearing it: “',
  '” Act on it with your next words, in your own way, and never mention that you were told.',
] as const;
const HANDED_BACK =
  'A colleague has just spoken with the caller in your place, and you did not hear what was said. The call is yours again. Say so in a few words and go on from here; do not repeat what was settled before.';
const HANDED_BACK_TOLD = [`${HANDED_BACK} Your colleague lets you know: “`, '”'] as const;

/**
 * A transfer came to nothing and the caller is back.
 *
 * @param label Of the destination, as it would be said.
 */
export function transferFailedNote(label: string, outcome: TransferFailure): string {
  return `The transfer to ${label} ${OUTCOMES[outcome]}. ${AFTER_TRANSFER}`;
}

/** The longest time of a call is nearly over. */
export function timeIsShortNote(): string {
  return TIME_IS_SHORT;
}

/** The minutes or the money that calls may cost are used up: only a message can be taken. */
export function capReachedNote(): string {
  return CAP_REACHED;
}

/** This engine was opened with a `history`, and is to speak next. */
export function takenOverNote(): string {
  return TAKEN_OVER;
}

/** An answer was lost on its way. */
export function answerFailedNote(): string {
  return ANSWER_FAILED;
}

/** The operator, who listens, has something for the agent. */
export function whisperedNote(text: string): string {
  return WHISPERED.join(text);
}

/**
 * The operator has spoken with the caller and gives the call back.
 *
 * @param told What the agent is to know of it; `null` when nothing was told.
 */
export function handedBackNote(told: string | null): string {
  return told === null ? HANDED_BACK : HANDED_BACK_TOLD.join(told);
}

const FIXED: [string, Note][] = [
  [TIME_IS_SHORT, { kind: 'time-is-short' }],
  [CAP_REACHED, { kind: 'cap-reached' }],
  [TAKEN_OVER, { kind: 'taken-over' }],
  [ANSWER_FAILED, { kind: 'answer-failed' }],
  [HANDED_BACK, { kind: 'handed-back', told: null }],
];

/** Reads a note that one of the functions above has written. */
export function readNote(text: string): Note {
  const fixed = FIXED.find(([written]) => written === text);
  if (fixed) return fixed[1];
  const whispered = between(text, WHISPERED);
  if (whispered !== null) return { kind: 'whispered', text: whispered };
  const told = between(text, HANDED_BACK_TOLD);
  if (told !== null) return { kind: 'handed-back', told };
  for (const outcome of keysOf(OUTCOMES)) {
    const end = ` ${OUTCOMES[outcome]}. ${AFTER_TRANSFER}`;
    const start = 'The transfer to ';
    if (text.startsWith(start) && text.endsWith(end))
      return { kind: 'transfer-failed', label: text.slice(start.length, -end.length), outcome };
  }
  return { kind: 'other' };
}

function between(text: string, [start, end]: readonly [string, string]): string | null {
  return text.startsWith(start) && text.endsWith(end) ? text.slice(start.length, -end.length) : null;
}

/** The keys of a record of fixed keys; the cast says what `Object.keys` can't know. */
function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[];
}
