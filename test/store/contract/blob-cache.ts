import { describe, expect, it } from 'vitest';
import type { BlobCache } from '../../../server/store/store.ts';
import { HOSTILE_KEYS } from './documents.ts';

export interface BlobPlace {
  open(limitBytes: number): Promise<BlobCache>;
}

/** What every adapter of the port `BlobCache` does. */
export function blobContract(makePlace: () => Promise<BlobPlace>): void {
  describe('the blob cache', () => {
    const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);

    it('gives back what was put, or undefined', async () => {
      const place = await makePlace();
      const blobs = await place.open(10_000);
      expect(await blobs.get('greeting')).toBeUndefined();
      await blobs.put('greeting', bytes(100));
      await blobs.put('greeting', bytes(50, 8));
      await blobs.put('empty', bytes(0));
      const reopened = await place.open(10_000);
      expect(Uint8Array.from((await reopened.get('greeting')) ?? [])).toEqual(bytes(50, 8));
      expect(await reopened.get('empty')).toHaveLength(0);
    });

    it('drops the oldest when it has grown too large', async () => {
      const place = await makePlace();
      const blobs = await place.open(3500);
      for (const key of ['a', 'b', 'c']) await blobs.put(key, bytes(1000));
      await blobs.put('a', bytes(1000, 9));
      await blobs.put('d', bytes(1000));
      const held = await Promise.all(['a', 'b', 'c', 'd'].map((key) => blobs.get(key)));
      expect(held.map((blob) => blob !== undefined)).toEqual([true, false, true, true]);
    });

    it.each(HOSTILE_KEYS)('%j is no key', async (key) => {
      const blobs = await (await makePlace()).open(1000);
      await expect(blobs.put(key, bytes(1))).rejects.toMatchObject({ code: 'invalid' });
      await expect(blobs.get(key)).rejects.toMatchObject({ code: 'invalid' });
    });
  });
}
