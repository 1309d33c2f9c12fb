import parsePhoneNumber from 'libphonenumber-js/max';
import { countryOf } from '../agent/destinations.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallRecord } from '../contracts/call.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { oneLine } from './plain.ts';

/** A text message to the caller. With `problem` it is not sent, for that reason. */
export interface FollowUp {
  target: string;
  text: string;
  problem: string | null;
}

const LONGEST = 640;

/** What the caller of a finished call is sent, or `null` where there is nothing, or nobody, to send to. */
export function followUpOf(
  { followUp, address, dialCountries }: Pick<AgentSettings, 'followUp' | 'address' | 'dialCountries'>,
  tenant: Pick<Tenant, 'businessName'>,
  { from, practice, endReason }: Pick<CallRecord, 'from' | 'practice' | 'endReason'>,
): FollowUp | null {
  const target = identifiableCaller(from);
  // Nobody was spoken to in a call whose sound never came.
  if (!followUp.on || target === null || endReason === 'never-joined') return null;
  const values: Readonly<Record<string, string>> = { business_name: tenant.businessName, address };
  const filled = followUp.text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const text = oneLine(filled, LONGEST);
  return text === '' ? null : { target, text, problem: problemWith(target, practice, dialCountries) };
}

const NO_TEXTS: readonly (string | undefined)[] = [
  'FIXED_LINE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
];

/** A number can be forged, so it is no reason to pay for texts to countries that the tenant does not even dial. */
function problemWith(target: string, practice: boolean, countries: readonly string[]): string | null {
  if (practice) return 'This was a practice call, so nothing is sent to the number.';
  if (NO_TEXTS.includes(parsePhoneNumber(target)?.getType()))
    return 'The caller’s number can’t get text messages.';
  const country = countryOf(target);
  if (country === undefined || !countries.includes(country))
    return 'The caller’s number is of a country that is not among those that may be dialled.';
  return null;
}
