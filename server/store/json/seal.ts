import { createHash } from 'node:crypto';

const OPENING = '{"sha256":"';
const DIGEST_LENGTH = 64;
const PREFIX_LENGTH = OPENING.length + DIGEST_LENGTH + '",'.length;

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * JSON text of an object with at least one field, whose first field is the checksum of all that follows it, byte
 * for byte. Ends with a line feed and holds no other.
 */
export function seal(fields: Record<string, unknown>): Buffer {
  const rest = `${JSON.stringify(fields).slice(1)}\n`;
  return Buffer.from(`${OPENING}${sha256(rest)}",${rest}`);
}

/** The fields of sealed bytes, line feed included, or `undefined` when a single byte differs from what was sealed. */
export function unseal(bytes: Uint8Array): Record<string, unknown> | undefined {
  const prefix = Buffer.from(bytes.subarray(0, PREFIX_LENGTH)).toString('latin1');
  const rest = Buffer.from(bytes.subarray(PREFIX_LENGTH));
  if (prefix !== `${OPENING}${sha256(rest)}",`) return undefined;
  try {
    return JSON.parse(`{${rest.toString('utf8')}`);
  } catch {
    return undefined;
  }
}
