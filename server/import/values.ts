import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { greetingTemplate } from '../contracts/agent.ts';
import type { ImportNote } from '../contracts/import.ts';
import { e164 } from '../contracts/phone-number.ts';
import { type Personality, SLIDERS, type Slider } from '../contracts/sliders.ts';
import { type Voice, voice } from '../contracts/voices.ts';
import { plainName, textOf } from './tables.ts';

/** Takes down what was changed or left out. */
export type Note = (field: string, was: unknown, became: string | null, why: string) => void;

const SHOWN = 120;

/** Takes down into `notes`; long values are shortened. */
export function notesInto(notes: ImportNote[]): Note {
  return (field, was, became, why) => {
    const text = textOf(was);
    notes.push({ field, was: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text, became, why });
  };
}

/** A number in E.164, or `null` with a note. Ten digits are North American, as the old system kept them. */
export function phoneFrom(raw: unknown, field: string, note: Note): string | null {
  const text = textOf(raw);
  if (text === '') return null;
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) {
    note(
      field,
      raw,
      null,
      'A spreadsheet shortened this number, and digits of it are lost. Correct it in the file.',
    );
    return null;
  }
  const digits = text.replaceAll(/\D/g, '');
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: 'US', extract: false });
  const plain = text.startsWith('+') || text.startsWith('00') ? undefined : northAmerican(digits);
  const number = parsed?.ext === undefined ? (plain ?? parsed?.number ?? '') : parsed.number;
  if (!e164.safeParse(number).success) {
    note(field, raw, null, 'This is not a telephone number.');
    return null;
  }
  if (number !== text) {
    const widened =
      digits.length === 10 ? 'Ten digits were widened with +1.' : 'Written in international form.';
    note(
      field,
      raw,
      number,
      parsed?.ext === undefined ? widened : 'An extension can’t be dialled and was left out.',
    );
  }
  return number;
}

function northAmerican(digits: string): string | undefined {
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : undefined;
}

/** A voice, or `undefined` with a note. */
export function voiceFrom(raw: unknown, note: Note): Voice | undefined {
  const text = textOf(raw);
  if (text === '') return undefined;
  const known = voice.safeParse(text.toLowerCase());
  if (!known.success)
    note(
      'voice',
      raw,
      null,
      `There is no such voice; the default is used. Known are ${voice.options.join(', ')}.`,
    );
  else if (text !== known.data) note('voice', raw, known.data, 'Written as the voice is called.');
  return known.data;
}

/** What placeholders are called elsewhere. */
const PLACEHOLDERS: Record<string, string> = {
  customername: 'user_name',
  username: 'user_name',
  callername: 'user_name',
  name: 'user_name',
  company: 'business_name',
  companyname: 'business_name',
  business: 'business_name',
  businessname: 'business_name',
  agent: 'agent_name',
  agentname: 'agent_name',
  timegreeting: 'time_greeting',
  greeting: 'time_greeting',
  timeofday: 'time_greeting',
};

/** A greeting that can be kept, or `undefined` with a note. */
export function greetingFrom(raw: unknown, field: string, note: Note): string | undefined {
  const text = textOf(raw);
  if (text === '') return undefined;
  const greeting = text
    .replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, '{$1}')
    .replaceAll(/\{\s*([^{}]*?)\s*\}/g, (whole, name: string) => {
      const known = PLACEHOLDERS[plainName(name)];
      return known === undefined ? whole : `{${known}}`;
    });
  const doubled = greeting.replaceAll(/\bgood\s+\{time_greeting\}/gi, '{time_greeting}');
  const checked = greetingTemplate.safeParse(doubled);
  if (!checked.success) {
    note(
      field,
      raw,
      null,
      `${checked.error.issues[0]?.message ?? 'It can’t be used.'} The default greeting is used.`,
    );
    return undefined;
  }
  if (doubled !== greeting)
    note(
      field,
      raw,
      doubled,
      '“Good {time_greeting}” would say “Good Good morning”; one “Good” was left out.',
    );
  else if (greeting !== text)
    note(field, raw, greeting, 'Placeholders were written as they are called here.');
  return checked.data;
}

const WORDS: Record<string, number> = {
  none: 0,
  off: 0,
  minimum: 0,
  verylow: 10,
  low: 25,
  mediumlow: 40,
  medium: 50,
  moderate: 50,
  normal: 50,
  neutral: 50,
  default: 50,
  mediumhigh: 65,
  high: 75,
  veryhigh: 90,
  maximum: 100,
  max: 100,
  full: 100,
};
const BY_PLAIN_NAME = new Map<string, Slider>(SLIDERS.map((slider) => [plainName(slider), slider]));

/** The sliders in an object or its JSON text; each that was changed or left out with a note. */
export function slidersFrom(raw: unknown, note: Note): Personality {
  if (textOf(raw) === '') return {};
  const given = objectIn(raw);
  if (!given) {
    note('personality', raw, null, 'The sliders are not a JSON object of names and values.');
    return {};
  }
  const entries = Object.entries(given).map(([name, value]) => [name, sliderNumber(value), value] as const);
  const numbers = entries.flatMap(([, value]) => (value === undefined ? [] : [value]));
  // From 0 to 1 throughout, and not only ends: parts of one.
  const isShare =
    numbers.some((value) => !Number.isInteger(value)) && numbers.every((value) => value >= 0 && value <= 1);
  const sliders: Personality = {};
  for (const [name, read, was] of entries) {
    const slider = BY_PLAIN_NAME.get(plainName(name));
    if (!slider) note(`slider ${name.slice(0, 40)}`, was, null, 'There is no such slider.');
    else if (read === undefined) note(`slider ${slider}`, was, null, 'This is not a value from 0 to 100.');
    else {
      const value = Math.min(100, Math.max(0, Math.round(isShare ? read * 100 : read)));
      if (String(was) !== String(value))
        note(`slider ${slider}`, was, String(value), sliderReason(was, read, isShare));
      sliders[slider] = value;
    }
  }
  return sliders;
}

function sliderReason(was: unknown, read: number, isShare: boolean): string {
  if (isShare) return 'A part of one was taken as a percentage.';
  if (read < 0 || read > 100) return 'Sliders go from 0 to 100.';
  if (Number.isInteger(read))
    return typeof was === 'string' ? 'A word or text was taken as a number.' : 'Taken as a number.';
  return 'Sliders are whole numbers.';
}

function sliderNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'object' && value !== null && 'value' in value) return sliderNumber(value.value);
  const text = textOf(value);
  const number = /^-?\d+([.,]\d+)?\s*%?$/.exec(text)?.[0];
  return number === undefined ? WORDS[plainName(text)] : Number.parseFloat(number.replace(',', '.'));
}

/** An object, also one that is written as JSON text. */
export function objectIn(raw: unknown): Record<string, unknown> | undefined {
  let value = raw;
  if (typeof raw === 'string')
    try {
      value = JSON.parse(raw);
    } catch {
      return undefined;
    }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

/** On one line and no longer than `most`; a note where it had to be shortened. */
export function lineFrom(raw: unknown, field: string, most: number, note: Note): string {
  const line = textOf(raw)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (line.length <= most) return line;
  const short = line
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  note(field, raw, `${short.slice(0, SHOWN)}…`, `Shortened to ${most} characters.`);
  return short;
}
