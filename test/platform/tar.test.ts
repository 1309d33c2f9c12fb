import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ArchiveWriter, readArchive, writeArchive } from '../../server/platform/tar.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const BIG = Buffer.alloc(3_000_000, 'noise that does not matter, only its length');

async function archiveOf(...paths: string[]): Promise<Buffer> {
  const writer = new ArchiveWriter();
  const packed = writer.stream.toArray();
  for (const path of paths) await writer.addText(path, BIG.toString());
  writer.end();
  return Buffer.concat(await packed);
}

async function* bytesOf(archive: Buffer): AsyncIterable<Uint8Array> {
  yield archive;
}

describe('an archive', () => {
  it('is read back as it was written', async () => {
    const found: [string, number][] = [];
    await readArchive(bytesOf(await archiveOf('one.json', 'two.json')), {
      limitBytes: 10_000_000,
      async visit({ path, chunks }) {
        let sizeBytes = 0;
        for await (const chunk of chunks) sizeBytes += chunk.length;
        found.push([path, sizeBytes]);
      },
    });
    expect(found).toEqual([
      ['one.json', BIG.length],
      ['two.json', BIG.length],
    ]);
  });

  it('that is cut short is refused only once the file under way was let go, and no other is begun', async () => {
    const archive = await archiveOf('one.json', 'two.json');
    const told: string[] = [];
    const refused = readArchive(bytesOf(archive.subarray(0, archive.length * 0.4)), {
      limitBytes: 10_000_000,
      async visit({ path, chunks }) {
        told.push(`${path} begun`);
        try {
          for await (const _ of chunks);
          told.push(`${path} whole`);
        } finally {
          for (let turns = 0; turns < 20; turns += 1) await turn();
          told.push(`${path} let go`);
        }
      },
    });
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    expect(told).toEqual(['one.json begun', 'one.json let go']);
  });

  it('that breaks while a file is still being written away waits for it', async () => {
    const archive = await archiveOf('one.json', 'two.json');
    const told: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    async function* breaking(): AsyncIterable<Uint8Array> {
      yield archive.subarray(0, archive.length * 0.7);
      await begun;
      setImmediate(goOn);
      throw new Error('The disk was taken out.');
    }
    await readArchive(breaking(), {
      limitBytes: 10_000_000,
      async visit({ path, chunks }) {
        told.push(`${path} begun`);
        begin();
        await mayGoOn;
        try {
          for await (const _ of chunks);
        } finally {
          told.push(`${path} let go`);
        }
      },
    }).catch(() => told.push('refused'));
    expect(told).toEqual(['one.json begun', 'one.json let go', 'refused']);
  });
});

describe('an archive that is written to a file', () => {
  /** More than any stream on the way holds back, and it does not shrink. */
  const noise = randomBytes(2_000_000).toString('base64');
  const twice = async (archive: ArchiveWriter): Promise<void> => {
    await archive.addText('one', noise);
    await archive.addText('two', noise);
  };
  /** Begins to read only after a while. */
  async function* late(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for (let turns = 0; turns < 20; turns += 1) await turn();
    yield* bytes;
  }

  it.each([
    ['at once', undefined],
    ['before anything of it was read', late],
  ])('fails with the file that can’t be opened: %s', async (_when, seal) => {
    const file = join(await temporaryFolder(), 'gone', 'a.tar.gz');
    await expect(writeArchive(file, twice, seal)).rejects.toMatchObject({ code: 'ENOENT' });
    const small = (archive: ArchiveWriter): Promise<void> => archive.addText('one', 'little');
    await expect(writeArchive(file, small, seal)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.skipIf(process.platform !== 'linux')('fails with the disk that is full', async () => {
    await expect(writeArchive('/dev/full', twice)).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it.each([
    ['while it is written', undefined],
    ['before anything of it was read', late],
  ])('fails with what can’t be put in: %s', async (_when, seal) => {
    const file = join(await temporaryFolder(), 'a.tar.gz');
    const refused = new Error('A part is damaged.');
    const filling = writeArchive(
      file,
      async (archive) => {
        if (!seal) await archive.addText('one', noise);
        throw refused;
      },
      seal,
    );
    await expect(filling).rejects.toBe(refused);
  });
});
