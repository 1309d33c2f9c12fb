import { z } from 'zod';

const E164 = /^\+[1-9][0-9]{6,14}$/;
const ADVICE = 'Write the number in international form, for example +15551234567.';

/** A telephone number in E.164: `+` and 7 to 15 digits, ASCII only. */
export const e164 = z.string().regex(E164, ADVICE);

/** The same as a person writes it: spaces, brackets, dots and hyphens between the digits go. */
export const writtenNumber = z
  .string()
  .overwrite((text) => text.replaceAll(/[\s().-]/g, ''))
  .regex(E164, ADVICE);

/**
 * What carriers put into `From` when a caller withholds the number. Such callers share one value, so
 * nothing may be remembered under it.
 */
const WITHHELD = new Set([
  '',
  'anonymous',
  'restricted',
  'unavailable',
  'unknown',
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
]);

/** Returns the E.164 number a caller can be remembered by, or `null` for withheld and malformed ones. */
export function identifiableCaller(from: string): string | null {
  const trimmed = from.trim();
  if (WITHHELD.has(trimmed.toLowerCase())) return null;
  return e164.safeParse(trimmed).success ? trimmed : null;
}
