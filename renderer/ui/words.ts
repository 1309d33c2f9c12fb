import type { CallState, EndReason } from '../../server/contracts/call.ts';
import type { AgentState } from '../events/activity.ts';

/** Why a call ended, as an operator would say it. */
export const END_REASON: Record<EndReason, string> = {
  'caller-hung-up': 'The caller hung up',
  'agent-hung-up': 'The agent said goodbye and hung up',
  'operator-hung-up': 'You hung up from the panel',
  'stream-lost': 'The connection to the carrier was lost',
  'never-joined': 'It rang, but the carrier never connected the audio',
  'model-failed': 'The engine failed during the call',
  overloaded: 'Too many calls at once; the caller was asked to ring again',
  shutdown: 'Ringhouse was shut down during the call',
  transferred: 'The caller was put through to a person',
  'cap-reached': 'A limit in minutes or money was reached',
  silent: 'Nobody spoke any more',
  interrupted: 'Ringhouse stopped unexpectedly during the call',
  'internal-error': 'Something inside Ringhouse failed; the log of that time says what',
};

/** The same in a word or two, for tables. */
export const END_SHORT: Record<EndReason, string> = {
  'caller-hung-up': 'Caller hung up',
  'agent-hung-up': 'Agent hung up',
  'operator-hung-up': 'You hung up',
  'stream-lost': 'Connection lost',
  'never-joined': 'Never connected',
  'model-failed': 'Engine failed',
  overloaded: 'Overloaded',
  shutdown: 'Shut down',
  transferred: 'Put through',
  'cap-reached': 'Limit reached',
  silent: 'Silence',
  interrupted: 'Cut off by a restart',
  'internal-error': 'Internal error',
};

const GOOD_ENDS: ReadonlySet<EndReason> = new Set([
  'caller-hung-up',
  'agent-hung-up',
  'operator-hung-up',
  'transferred',
]);

export const endedWell = (reason: EndReason): boolean => GOOD_ENDS.has(reason);

/** What is going on in a call right now. */
export function stateWord(state: CallState, agent: AgentState | null): string {
  if (state === 'ringing') return 'Ringing';
  if (state === 'ended') return 'Ended';
  if (agent === 'speaking') return 'Speaking';
  if (agent === 'thinking') return 'Thinking';
  return agent === 'listening' ? 'Listening' : 'Connected';
}

/** `75000` becomes `1:15`. */
export function clockTime(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** `75000` becomes `1 min 15 s`; below a second, milliseconds. */
export function duration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 10_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const ANONYMOUS = /^(|anonymous|restricted|unavailable|unknown)$/i;

/** Stands for the number in the record of a call whose caller was forgotten. */
export const ERASED = 'erased';

/** North American numbers in groups, others as they are, withheld and forgotten ones in words. */
export function phone(number: string): string {
  if (ANONYMOUS.test(number.trim())) return 'Withheld number';
  if (number === ERASED) return 'Forgotten caller';
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return match ? `+1 ${match[1]} ${match[2]} ${match[3]}` : number;
}

/** US dollars; amounts below a cent keep four digits, so that small costs do not read as nothing. */
export function money(usd: number): string {
  const digits = usd > 0 && usd < 0.01 ? 4 : 2;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(usd);
}

export const count = (number: number): string => new Intl.NumberFormat().format(number);

/** `1 call`, `2 calls`. */
export const plural = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `1 200 000` becomes `1.2 MB`; units of a thousand, as disks are sold. */
export function bytes(number: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, number)) / 3)));
  const value = number / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power]}`;
}
