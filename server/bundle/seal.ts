import { createCipheriv, createDecipheriv, createHash, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';

/** What every bundle begins with; the digit counts layouts. */
const MAGIC = Buffer.from('RINGHOUSE-BUNDLE 1\n');
const SALT_BYTES = 32;
const PREFIX_BYTES = 8;
const CHECK_BYTES = 16;
const SUM_BYTES = 16;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + PREFIX_BYTES + CHECK_BYTES + SUM_BYTES;
const FRAME_BYTES = 64 * 1024;
/** About a quarter of a second and 128 MB for each try of a passphrase. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

const damaged = (): AppError =>
  new AppError('invalid', 'The bundle is damaged or was cut short. Take another copy of it.');

interface Keys {
  key: Buffer;
  /** Tells a wrong passphrase from damage; nothing of the key can be learnt from it. */
  check: Buffer;
}

async function keysOf(passphrase: string, salt: Buffer): Promise<Keys> {
  // The same characters however a keyboard puts them together.
  const both = await derive(passphrase.normalize('NFKC'), salt, 32 + CHECK_BYTES, COST);
  return { key: both.subarray(0, 32), check: both.subarray(32) };
}

/** Each frame's own nonce: its number, and in the last bit whether it is the last, so that none can be cut off or moved. */
function nonceOf(prefix: Uint8Array, frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(frame * 2 + (isLast ? 1 : 0), PREFIX_BYTES);
  return nonce;
}

/**
 * Encrypts a stream under a passphrase: scrypt, then AES-256-GCM in frames of 64 KB, each bound to the header and to its
 * place.
 */
export async function* sealed(
  plain: AsyncIterable<Uint8Array>,
  passphrase: string,
  ids: Ids,
): AsyncGenerator<Uint8Array> {
  const salt = Buffer.from(ids.token(), 'base64url').subarray(0, SALT_BYTES);
  const prefix = Buffer.from(ids.token(), 'base64url').subarray(0, PREFIX_BYTES);
  const { key, check } = await keysOf(passphrase, salt);
  const start = Buffer.concat([MAGIC, salt, prefix, check]);
  const header = Buffer.concat([start, sumOf(start)]);
  yield header;
  let frame = 0;
  const seal = (bytes: Uint8Array, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, frame, isLast)).setAAD(header);
    frame += 1;
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  let held = Buffer.alloc(0);
  for await (const chunk of plain) {
    held = Buffer.concat([held, chunk]);
    // The last frame is known only at the end, so one is always held back.
    while (held.length > FRAME_BYTES) {
      yield seal(held.subarray(0, FRAME_BYTES), false);
      held = held.subarray(FRAME_BYTES);
    }
  }
  yield seal(held, true);
}

/**
 * Decrypts what `sealed` made. Rejects with `invalid`: in other words where it is no bundle, a wrong passphrase, or
 * damage. Nothing is passed on before it has been proven.
 */
export async function* opened(
  file: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(0);
  let frame = 0;
  let unlocked: { header: Buffer; key: Buffer; prefix: Buffer } | null = null;
  const open = (bytes: Buffer, isLast: boolean): Buffer => {
    if (!unlocked || bytes.length < TAG_BYTES) throw damaged();
    const nonce = nonceOf(unlocked.prefix, frame, isLast);
    frame += 1;
    try {
      const decipher = createDecipheriv('aes-256-gcm', unlocked.key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(unlocked.header)
        .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()]);
    } catch {
      throw damaged();
    }
  };
  for await (const chunk of file) {
    held = Buffer.concat([held, chunk]);
    if (!unlocked) {
      if (!held.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, held.length))) throw foreign(held);
      if (held.length < HEADER_BYTES) continue;
      unlocked = await unlock(held.subarray(0, HEADER_BYTES), passphrase);
      held = held.subarray(HEADER_BYTES);
    }
    while (held.length > FRAME_BYTES + TAG_BYTES) {
      yield open(held.subarray(0, FRAME_BYTES + TAG_BYTES), false);
      held = held.subarray(FRAME_BYTES + TAG_BYTES);
    }
  }
  if (!unlocked) throw damaged();
  yield open(held, true);
}

async function unlock(
  header: Buffer,
  passphrase: string,
): Promise<{ header: Buffer; key: Buffer; prefix: Buffer }> {
  const start = header.subarray(0, HEADER_BYTES - SUM_BYTES);
  if (!sumOf(start).equals(header.subarray(HEADER_BYTES - SUM_BYTES))) throw damaged();
  const at = MAGIC.length;
  const salt = start.subarray(at, at + SALT_BYTES);
  const prefix = start.subarray(at + SALT_BYTES, at + SALT_BYTES + PREFIX_BYTES);
  const { key, check } = await keysOf(passphrase, Buffer.from(salt));
  if (!timingSafeEqual(check, start.subarray(at + SALT_BYTES + PREFIX_BYTES))) {
    const message =
      'The passphrase is wrong. Check capitals and spaces; without it the bundle can’t be opened.';
    throw new AppError('invalid', message, { fields: { passphrase: message } });
  }
  return { header: Buffer.from(header), key, prefix: Buffer.from(prefix) };
}

const sumOf = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(bytes).digest().subarray(0, SUM_BYTES);

function foreign(bytes: Buffer): AppError {
  const isNewer = bytes.subarray(0, MAGIC.length - 2).equals(MAGIC.subarray(0, MAGIC.length - 2));
  return new AppError(
    'invalid',
    isNewer && bytes.length >= MAGIC.length
      ? 'A newer version of Ringhouse made this bundle. Update first, then import it.'
      : 'This is not a tenant bundle of Ringhouse.',
  );
}
