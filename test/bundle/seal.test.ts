import { describe, expect, it } from 'vitest';
import { opened, sealed } from '../../server/bundle/seal.ts';
import { randomIds } from '../../server/platform/ids.ts';

const PASSPHRASE = 'a long enough one';

async function* pieces(bytes: Uint8Array, size = 10_007): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
const seal = (bytes: Uint8Array): Promise<Buffer> => all(sealed(pieces(bytes), PASSPHRASE, randomIds));
const open = (bytes: Uint8Array, passphrase = PASSPHRASE): Promise<Buffer> =>
  all(opened(pieces(bytes), passphrase));

describe('a sealed stream', { timeout: 120_000 }, () => {
  const secret = Buffer.from('Dana has a dog. '.repeat(12_500));

  it.each([0, 1, 65_536, 65_537, secret.length])('of %i bytes opens to what it was', async (size) => {
    const file = await seal(secret.subarray(0, size));
    expect((await open(file)).equals(secret.subarray(0, size))).toBe(true);
    expect(file.includes('Dana')).toBe(false);
  });

  it('tells a wrong passphrase from damage, and both from a foreign file', async () => {
    const file = await seal(secret);
    await expect(open(file, 'a long enough two')).rejects.toThrow(/passphrase is wrong/);
    for (const at of [30, 70, 95, 100, file.length >> 1, file.length - 1]) {
      const bad = Buffer.from(file);
      bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
      await expect(open(bad), `byte ${at}`).rejects.toThrow(/damaged/);
    }
    await expect(open(Buffer.from('PK\u0003\u0004 something else altogether'))).rejects.toThrow(
      /not a tenant bundle/,
    );
    await expect(open(Buffer.from('RINGHOUSE-BUNDLE 2\nand more'))).rejects.toThrow(/newer version/);
  });

  it('opens not at all when its end is missing or its parts change places', async () => {
    const file = await seal(secret);
    const frame = 65_536 + 16;
    const head = file.length - 3 * frame - (secret.length - 3 * 65_536 + 16);
    const parts = [0, 1, 2].map((index) => file.subarray(head + index * frame, head + (index + 1) * frame));
    await expect(open(file.subarray(0, head + 2 * frame))).rejects.toThrow(/damaged/);
    await expect(open(file.subarray(0, file.length - 1))).rejects.toThrow(/damaged/);
    const [first, second, third] = parts;
    if (!first || !second || !third) throw new Error('There are three whole frames.');
    const swapped = Buffer.concat([
      file.subarray(0, head),
      second,
      first,
      third,
      file.subarray(head + 3 * frame),
    ]);
    await expect(open(swapped)).rejects.toThrow(/damaged/);
  });

  it('differs each time', async () => {
    expect((await seal(secret)).equals(await seal(secret))).toBe(false);
  });
});
