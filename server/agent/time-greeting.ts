import { partOfDay } from './local-time.ts';

/** Morning, afternoon, evening. */
const GREETINGS: Record<string, readonly [string, string, string]> = {
  en: ['Good morning', 'Good afternoon', 'Good evening'],
  es: ['Buenos días', 'Buenas tardes', 'Buenas noches'],
  fr: ['Bonjour', 'Bonjour', 'Bonsoir'],
  de: ['Guten Morgen', 'Guten Tag', 'Guten Abend'],
  it: ['Buongiorno', 'Buon pomeriggio', 'Buonasera'],
  pt: ['Bom dia', 'Boa tarde', 'Boa noite'],
  nl: ['Goedemorgen', 'Goedemiddag', 'Goedenavond'],
};
const ENGLISH = ['Good morning', 'Good afternoon', 'Good evening'] as const;
const PARTS = ['morning', 'afternoon', 'evening'] as const;

/** The tag's language alone: `en` of `en-GB`. */
export const primary = (language: string) => language.split('-', 1)[0] ?? language;

/**
 * "Good morning" before 12, "Good afternoon" before 18, else "Good evening", in the language where it is known, else
 * in English.
 * @param atMs milliseconds since the epoch
 * @param timeZone IANA name
 */
export function timeGreeting(atMs: number, timeZone: string, language = 'en'): string {
  const greetings = GREETINGS[primary(language)] ?? ENGLISH;
  return greetings[PARTS.indexOf(partOfDay(atMs, timeZone))] ?? ENGLISH[0];
}
