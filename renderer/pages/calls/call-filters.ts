import { type EndReason, endReason } from '../../../server/contracts/call.ts';
import { type CallOutcome, callOutcome } from '../../../server/contracts/reading.ts';
import { month as monthSchema } from '../../../server/contracts/usage.ts';
import { OUTCOME } from '../../ui/call-words.ts';
import { END_SHORT } from '../../ui/words.ts';
import { monthName } from '../../ui/zones.ts';

/** What the page's address says of the calls to show; texts as they were typed, days as `2026-11-22`, a month as `2026-11`. */
export interface CallFilter {
  text: string;
  tenant: number | null;
  from: string;
  to: string;
  /** By the time zone of each tenant. */
  month: string;
  outcome: CallOutcome | null;
  ending: EndReason | null;
  /** `new`: with flags that nobody has looked at. */
  flagged: 'yes' | 'new' | 'no' | null;
  kind: 'real' | 'practice' | null;
  engine: string;
  caller: string;
  /** Seconds. */
  longer: number | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const oneOf = <T extends string>(options: readonly T[], word: string | null): T | null =>
  options.find((option) => option === word) ?? null;

/** What an address says; anything that can't be meant is left out. */
export function readFilter(params: URLSearchParams): CallFilter {
  const word = (name: string): string => params.get(name)?.slice(0, 200) ?? '';
  const day = (name: string): string => (DAY.test(word(name)) && localDay(word(name)) ? word(name) : '');
  const seconds = Number(word('longer'));
  return {
    text: word('text'),
    tenant: Number(word('tenant')) || null,
    from: day('from'),
    to: day('to'),
    month: monthSchema.safeParse(word('month')).data ?? '',
    outcome: oneOf(callOutcome.options, params.get('outcome')),
    ending: oneOf(endReason.options, params.get('ending')),
    flagged: oneOf(['yes', 'new', 'no'], params.get('flagged')),
    kind: oneOf(['real', 'practice'], params.get('kind')),
    engine: word('engine'),
    caller: word('caller'),
    longer: seconds > 0 ? seconds : null,
  };
}

/** The address of the list with this filter. */
export function addressOf(filter: CallFilter): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter))
    if (value !== null && value !== '') params.set(name, String(value));
  return params.size > 0 ? `/calls?${params}` : '/calls';
}

/** The same as the server asks for it: days begin and end where the viewer is. */
export function queryOf(filter: CallFilter): string {
  const since = localDay(filter.from);
  const until = localDay(filter.to, 1);
  const fields: Record<string, string | number | boolean | null | undefined> = {
    text: filter.text.trim(),
    tenantId: filter.tenant,
    since: since?.toISOString(),
    until: until?.toISOString(),
    month: filter.month,
    outcome: filter.outcome,
    ending: filter.ending,
    flagged: filter.flagged && filter.flagged !== 'no',
    toReview: filter.flagged === 'new' ? true : null,
    practice: filter.kind && filter.kind === 'practice',
    engine: filter.engine,
    caller: filter.caller,
    minSeconds: filter.longer,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  return query.toString();
}

/** The beginning of a day where the viewer is, or of one some days later. `null` for what is no day. */
function localDay(day: string, later = 0): Date | null {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  // By parts, as days are not always 24 hours.
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? null : start;
}

/** A day as the address names it, so many days before the given moment. */
export function dayBefore(nowMs: number, days: number): string {
  const now = new Date(nowMs);
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

interface Narrowing {
  /** The fields that are emptied to take it back. */
  fields: readonly (keyof CallFilter)[];
  words: string;
}

const FLAGGED = { yes: 'Flagged', new: 'Flagged, not looked at', no: 'Not flagged' };

/** What narrows the list besides the text and the tenant, in words. */
export function narrowings(filter: CallFilter): Narrowing[] {
  const found: Narrowing[] = [];
  const add = (words: string, ...fields: (keyof CallFilter)[]) => found.push({ fields, words });
  const { caller, ending, engine, flagged, from, kind, longer, month, outcome, to } = filter;
  if (from !== '' && from === to) add(`On ${dayWords(from)}`, 'from', 'to');
  else if (from !== '' && to !== '') add(`${dayWords(from)} to ${dayWords(to)}`, 'from', 'to');
  else if (from !== '') add(`Since ${dayWords(from)}`, 'from');
  else if (to !== '') add(`Until ${dayWords(to)}`, 'to');
  if (month !== '') add(`${monthName(month)}, by the tenant’s time zone`, 'month');
  if (outcome) add(`Outcome: ${OUTCOME[outcome].text}`, 'outcome');
  if (ending) add(`End: ${END_SHORT[ending]}`, 'ending');
  if (flagged) add(FLAGGED[flagged], 'flagged');
  if (kind) add(kind === 'practice' ? 'Practice calls' : 'Real calls', 'kind');
  if (engine !== '') add(`Engine: ${engineWords(engine)}`, 'engine');
  if (caller !== '') add(`Caller: ${caller}`, 'caller');
  if (longer) add(`${longerWords(longer)} or longer`, 'longer');
  return found;
}

export const engineWords = (engine: string): string =>
  ({ offline: 'Offline receptionist', openai: 'OpenAI' })[engine] ?? engine;

const longerWords = (seconds: number): string =>
  seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

const dayWords = (day: string): string => {
  const date = localDay(day);
  return date ? new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(date) : day;
};

/** No filter at all but the tenant. */
export const withoutFilters = (filter: CallFilter): CallFilter => ({
  ...readFilter(new URLSearchParams()),
  tenant: filter.tenant,
});
