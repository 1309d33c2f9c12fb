import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { AgentSettings } from '../contracts/agent.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { legacyTransferRules, type TransferDestination } from '../contracts/transfer.ts';
import { AppError } from '../platform/errors.ts';
import { countryOf, dialProblem, findDestination } from './destinations.ts';

const MOST_DESTINATIONS = 40;

interface Importing {
  tenant: Pick<Tenant, 'phone' | 'phoneNumbers'>;
  /** As they are in force: what is there already stays. */
  settings: Pick<AgentSettings, 'transfers' | 'dialCountries'>;
}

export interface ImportedTransfers {
  destinations: TransferDestination[];
  /** One sentence for each value that was changed or left out. */
  notes: string[];
}

/**
 * Turns rules `{keyword, number, description}` of the old system into destinations that are new to the tenant. Numbers are
 * read as one would dial them in the tenant's country. Throws `invalid` when `rules` is a text that holds no list.
 */
export function importTransfers(
  rules: string | z.infer<typeof legacyTransferRules>,
  { tenant, settings }: Importing,
): ImportedTransfers {
  const country = homeOf(tenant, settings.dialCountries);
  const destinations: TransferDestination[] = [];
  const notes: string[] = [];
  for (const [index, raw] of (typeof rules === 'string' ? listIn(rules) : rules).entries()) {
    const { data: rule } = legacyTransferRules.element.safeParse(raw);
    const place = `Rule ${index + 1}${rule ? ` ("${tidy(rule.keyword, 60)}")` : ''}`;
    const number = rule ? normalised(rule.number, country) : null;
    const label = tidy(rule?.keyword ?? '', 60);
    const why =
      nameProblem(label, rule !== undefined, settings.transfers, destinations) ??
      (number === null
        ? `${rule?.number.slice(0, 40) || 'nothing'} is not a telephone number.`
        : dialProblem(number, settings.dialCountries, tenant.phoneNumbers));
    if (why !== null || !rule || number === null) {
      notes.push(`${place} was left out: ${why}`);
      continue;
    }
    const description = rule.description ?? '';
    const when = tidy(description, 300);
    if (number !== rule.number) notes.push(`${place}: the number ${rule.number} became ${number}.`);
    if (label !== rule.keyword) notes.push(`${place}: the keyword became "${label}".`);
    if (when !== description) notes.push(`${place}: the description was tidied or shortened.`);
    destinations.push({ label, number, when, mode: 'cold', schedule: { weekly: [], holidays: [] } });
  }
  return { destinations, notes };
}

/** Why a rule can't become a destination, whatever its number; `null` when it can. */
function nameProblem(
  label: string,
  isRule: boolean,
  there: readonly TransferDestination[],
  imported: readonly TransferDestination[],
): string | null {
  if (!isRule) return 'it is not of the form {keyword, number, description}.';
  if (label === '') return 'it has no keyword to be its name.';
  if (findDestination({ transfers: [...there] }, label))
    return 'there is a destination of that name already; it stays as it is.';
  if (findDestination({ transfers: [...imported] }, label)) return 'an earlier rule has the same keyword.';
  if (there.length + imported.length >= MOST_DESTINATIONS)
    return `there can be ${MOST_DESTINATIONS} destinations at most.`;
  return null;
}

/** The list in a JSON text. */
function listIn(text: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    const message = 'The rules are not a JSON list. Copy the whole text, from [ to ].';
    throw new AppError('invalid', message, { fields: { rules: message }, cause: error });
  }
}

/** Where the tenant is: by its lines, else its contact's number, else the first country that may be dialled. */
function homeOf({ phone, phoneNumbers }: Importing['tenant'], countries: readonly string[]): CountryCode {
  const known = [...phoneNumbers, ...(phone === null ? [] : [phone])].map(countryOf);
  const home = [...known, ...countries].find((country) => country !== undefined);
  return home !== undefined && isSupportedCountry(home) ? home : 'US';
}

/** In E.164, or `null`. An extension can't be dialled by a transfer. */
function normalised(number: string, country: CountryCode): string | null {
  const parsed = parsePhoneNumberFromString(number, { defaultCountry: country, extract: false });
  return parsed && parsed.ext === undefined ? parsed.number : null;
}

/** On one line, shortened to so many UTF-16 units, without half a character at the end. */
function tidy(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
