import type { CallFlag, CallSummary } from '../../server/contracts/call.ts';
import type { CallOutcome, CallReading, Sentiment } from '../../server/contracts/reading.ts';
import type { TransferAttempt, TransferOutcome } from '../../server/contracts/transfer.ts';
import type { Tone } from './tone.ts';
import { END_SHORT, endedWell } from './words.ts';

interface Word {
  text: string;
  tone: Tone;
}

/** What a call came to. */
export const OUTCOME: Record<CallOutcome, Word> = {
  answered: { text: 'Answered', tone: 'good' },
  'message-taken': { text: 'Message taken', tone: 'good' },
  'appointment-requested': { text: 'Appointment asked for', tone: 'good' },
  booked: { text: 'Booked', tone: 'good' },
  transferred: { text: 'Put through', tone: 'good' },
  'not-helped': { text: 'Not helped', tone: 'warn' },
  abandoned: { text: 'Gave up early', tone: 'idle' },
  unwanted: { text: 'Unwanted call', tone: 'idle' },
};

export const MOOD: Record<Sentiment, Word> = {
  positive: { text: 'Pleased', tone: 'good' },
  neutral: { text: 'Neutral', tone: 'idle' },
  negative: { text: 'Unhappy', tone: 'warn' },
};

/** Where a call stands at a glance: how it ended where it ended badly, else what it came to. */
export function standing({ endReason, reading }: Pick<CallSummary, 'endReason' | 'reading'>): Word {
  if (endReason === null) return { text: 'In progress', tone: 'good' };
  if (!endedWell(endReason) && endReason !== 'cap-reached')
    return { text: END_SHORT[endReason], tone: 'bad' };
  return reading ? OUTCOME[reading.outcome] : { text: END_SHORT[endReason], tone: 'idle' };
}

interface FlagWords {
  title: string;
  /** What it means and what to do. */
  advice: string;
  color: 'red' | 'yellow' | 'gray';
}

export const FLAG: Record<CallFlag['kind'], FlagWords> = {
  'claim-without-receipt': {
    title: 'Said without proof',
    advice:
      'The agent said that something was done, and nothing shows it. It corrected itself; make sure that the caller knows.',
    color: 'red',
  },
  'cap-reached': {
    title: 'Limit reached',
    advice: 'The caller was asked for a message. Limits are set under Rules and limits, and in the settings.',
    color: 'yellow',
  },
  'model-failed': {
    title: 'Engine failed',
    advice: 'The voice model failed during the call, and the offline receptionist went on.',
    color: 'red',
  },
  'transfer-refused': {
    title: 'Transfer refused',
    advice: 'The caller wanted to be put through where that is not allowed.',
    color: 'yellow',
  },
  forgotten: {
    title: 'Forgotten',
    advice: 'Number, words, recording and messages are erased for good. What billing needs is kept.',
    color: 'gray',
  },
};

const LIMITS: Record<string, string> = {
  'call-minutes': 'minutes for one call',
  'call-money': 'dollars for one call',
  'day-minutes': 'minutes a day',
  'day-money': 'dollars a day',
  'month-minutes': 'minutes a month',
  'month-money': 'dollars a month',
};

/** What a flag tells of this one call, where it tells more than its title. */
export function flagText({ kind, text }: CallFlag): string | null {
  if (kind === 'claim-without-receipt') return text;
  const [, whose, limit = ''] = /(tenant|appliance)-([a-z-]+)/.exec(text) ?? [];
  if (kind !== 'cap-reached' || whose === undefined) return null;
  return `The limit was ${LIMITS[limit] ?? limit} ${whose === 'tenant' ? 'of this tenant' : 'of all tenants together'}.`;
}

/** How putting somebody through went. */
export const TRANSFER: Record<TransferOutcome, Word> = {
  connecting: { text: 'Ringing', tone: 'warn' },
  accepted: { text: 'Accepted', tone: 'good' },
  declined: { text: 'Declined', tone: 'warn' },
  'no-answer': { text: 'Nobody answered', tone: 'warn' },
  busy: { text: 'Busy', tone: 'warn' },
  failed: { text: 'Could not be reached', tone: 'bad' },
  voicemail: { text: 'A voicemail answered', tone: 'warn' },
};

/** The transfer that is going on now. */
export const ringing = (transfers: readonly TransferAttempt[]): TransferAttempt | undefined =>
  transfers.findLast(({ outcome }) => outcome === 'connecting');

const TOOLS: Record<string, string> = {
  take_message: 'Take a message',
  request_appointment: 'Ask for an appointment',
  search_knowledge: 'Look something up',
  report_unanswered: 'Note an open question',
  transfer_call: 'Start a transfer',
  remember_name: 'Remember the name',
  verify_caller: 'Check the caller',
  forget_me: 'Forget the caller',
  end_call: 'Hang up',
};

/** A tool in plain words; one of the tenant's own by its name. */
export const toolWords = (name: string): string => TOOLS[name] ?? name;

/** A language tag as a word, such as `Spanish`. */
export function languageWords(tag: string): string {
  return new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
}

/** A field of the tenant's own for reading: `newPatient` becomes `New patient`. */
export function fieldWords(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function fieldValue(value: CallReading['fields'][string]): string {
  if (value === null) return 'Not said';
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}
