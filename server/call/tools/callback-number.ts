import parsePhoneNumber, { type CountryCode, getCountryCallingCode } from 'libphonenumber-js/max';
import { identifiableCaller } from '../../contracts/phone-number.ts';
import type { ToolContext } from '../call-tool.ts';

type NumberContext = Pick<ToolContext, 'record' | 'tenant'>;

/** What a caller's words or a model's guess came to. */
export interface CallbackNumber {
  /** E.164. */
  number: string;
  /** Digit by digit, in groups as one would say it: `2 1 2, 5 5 5, 0 1 4 2`. */
  spelled: string;
}

/** Numbers with 555 are kept for films and examples; callers in practice have them. */
const FICTITIOUS = /^\+1(?:555|[2-9]\d\d555)\d+$/;
/** Numbers that cost the one who rings back. */
const COSTLY: readonly (string | undefined)[] = ['PREMIUM_RATE', 'SHARED_COST'];

/** Reads a number as it is written in the country of the tenant's line. `null`: it can't be rung back on. */
export function readCallbackNumber(text: string, context: NumberContext): CallbackNumber | null {
  const home = homeCountry(context);
  const parsed = parsePhoneNumber(text.normalize('NFKC'), { defaultCountry: home, extract: false });
  if (!parsed || COSTLY.includes(parsed.getType())) return null;
  const number: string = parsed.number;
  const usable = parsed.isValid() || (parsed.isPossible() && FICTITIOUS.test(number));
  if (!usable || !/^\+[1-9][0-9]{6,14}$/.test(number)) return null;
  const isDomestic = parsed.countryCallingCode === getCountryCallingCode(home);
  const shown = isDomestic ? parsed.formatNational() : parsed.formatInternational();
  return { number, spelled: spelled(shown) };
}

function spelled(shown: string): string {
  const groups = shown.match(/\+?\d+/g) ?? [];
  return groups.map((group) => [...group].map((sign) => (sign === '+' ? 'plus' : sign)).join(' ')).join(', ');
}

/** Numbers by which the tenant's own country can be told, the likeliest first. */
function ownNumbers({ record, tenant }: NumberContext): string[] {
  return [record.to, ...tenant.phoneNumbers, tenant.phone ?? '', identifiableCaller(record.from) ?? ''];
}

function homeCountry(context: NumberContext): CountryCode {
  for (const number of ownNumbers(context)) {
    const parsed = parsePhoneNumber(number);
    const country = parsed?.country ?? (parsed?.countryCallingCode === '1' ? 'US' : undefined);
    if (country) return country;
  }
  return 'US';
}
