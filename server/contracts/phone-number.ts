import { z } from 'zod';

/** A telephone number in E.164: `+` and 7 to 15 digits, ASCII only. */
export const e164 = z
  .string()
  .regex(/^\+[1-9][0-9]{6,14}$/, 'Write the number in international form, for example +15551234567.');

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
