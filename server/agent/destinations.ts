import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { AgentSettings } from '../contracts/agent.ts';
import type { TransferDestination } from '../contracts/transfer.ts';
import { AppError } from '../platform/errors.ts';

/**
 * Kinds of numbers that cost what an ordinary call costs. Left out, besides premium-rate and shared-cost: personal numbers
 * that lead anywhere at any price, pagers and mailboxes.
 */
const ORDINARY: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'MOBILE',
  'FIXED_LINE_OR_MOBILE',
  'TOLL_FREE',
  'VOIP',
  'UAN',
]);

/** North American numbers that are charged by the call whatever their area code. */
const PAY_PER_CALL = /^\+1[2-9]\d{2}976\d{4}$/;
/** The area code that belongs to nobody: for trying things out, and in stories. */
const FICTITIOUS = /^\+1555\d{7}$/;

const COUNTRY_NAMES = new Intl.DisplayNames('en', { type: 'region' });

/** The settings that decide where a call may be transferred. */
type Transfers = Pick<AgentSettings, 'transfers' | 'dialCountries'>;

/** ISO 3166 code of the country a number in E.164 belongs to; `undefined` for satellites and other numbers of no country. */
export function countryOf(number: string): string | undefined {
  return FICTITIOUS.test(number) ? 'US' : parsePhoneNumberFromString(number)?.country;
}

/**
 * Why a number in E.164 may not be dialled, in one sentence; `null` when it may. `own` are the tenant's lines: a call
 * put through to one of them would come back to the agent.
 */
export function dialProblem(
  number: string,
  countries: readonly string[],
  own: readonly string[] = [],
): string | null {
  if (own.includes(number))
    return `${number} is the tenant's own line; the call would come back to the agent.`;
  const country = countryOf(number);
  const parsed = parsePhoneNumberFromString(number);
  if (!FICTITIOUS.test(number)) {
    if (parsed?.number !== number || !parsed.isValid())
      return `${number} is not a number that exists. Check its digits.`;
    const type = parsed.getType();
    if (PAY_PER_CALL.test(number) || type === undefined || !ORDINARY.has(type))
      return `${number} is a premium-rate or special number. Use an ordinary one.`;
  }
  if (country === undefined)
    return `${number} belongs to no country (a satellite or an international service). Use an ordinary number.`;
  if (!countries.includes(country))
    return `${number} is in ${COUNTRY_NAMES.of(country) ?? country}, which calls may not be transferred to. Use another number, or add ${country} to the countries that may be dialled.`;
  return null;
}

/** The destination with that label, whatever its case. A number, or a label with anything added, finds nothing. */
export function findDestination(
  { transfers }: Pick<AgentSettings, 'transfers'>,
  label: string,
): TransferDestination | undefined {
  const wanted = label.trim().toLowerCase();
  return transfers.find((destination) => destination.label.toLowerCase() === wanted);
}

/**
 * Throws `invalid`, naming the fields (`agent.transfers.0.number` with the prefix `agent.`), when the settings hold a
 * destination that could never be dialled.
 */
export function checkDestinations(settings: Transfers, own: readonly string[], prefix = ''): void {
  const fields: Record<string, string> = {};
  for (const [index, { number }] of settings.transfers.entries()) {
    const problem = dialProblem(number, settings.dialCountries, own);
    if (problem !== null) fields[`${prefix}transfers.${index}.number`] = problem;
  }
  const [first] = Object.values(fields);
  if (first !== undefined) throw new AppError('invalid', first, { fields });
}
