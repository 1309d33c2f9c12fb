import { z } from 'zod';
import { identifiableCaller } from './phone-number.ts';

/** The name under which one tenant remembers one caller: `customer_{tenantId}_user_{E.164 digits}`. */
export const namespace = z
  .string()
  .regex(
    /^customer_[1-9][0-9]{0,8}_user_[1-9][0-9]{6,14}$/,
    'A namespace looks like customer_1_user_15551234567.',
  );

export interface NamespaceParts {
  tenantId: number;
  /** E.164 with `+`. */
  caller: string;
}

/** Returns the namespace, or `null` where the caller withheld the number and nothing may be stored. */
export function namespaceOf(tenantId: number, from: string): string | null {
  const caller = identifiableCaller(from);
  return caller === null ? null : `customer_${tenantId}_user_${caller.slice(1)}`;
}

/** Takes a namespace apart. Returns `null` when the text is not one. */
export function parseNamespace(text: string): NamespaceParts | null {
  if (!namespace.safeParse(text).success) return null;
  const match = /^customer_([0-9]+)_user_([0-9]+)$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  return { tenantId: Number(match[1]), caller: `+${match[2]}` };
}

/**
 * Reads either spelling of the old system, `customer_1_5551234567` and `customer_1_user_5551234567`; a
 * 10-digit number is widened with the North American country code. Returns `null` when it is neither.
 */
export function parseLegacyUserId(text: string): NamespaceParts | null {
  const match = /^customer_([1-9][0-9]{0,8})_(?:user_)?\+?([0-9]{7,15})$/.exec(text.trim());
  if (!match?.[1] || !match[2]) return null;
  const digits = match[2].length === 10 ? `1${match[2]}` : match[2];
  return parseNamespace(`customer_${match[1]}_user_${digits}`);
}
