import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { Recordings } from '../../server/store/recordings.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryDisk, systemError } from './faults/memory-disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

const one = tenantScope(1);
const two = tenantScope(2);
const DAY_MS = 86_400_000;
const bytes = (...values: number[]) => Uint8Array.from(values);

async function place() {
  const dataDir = await temporaryFolder();
  let store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage: () => undefined });
  onTestFinished(() => store.close());
  return {
    dataDir,
    recordings: () => store.recordings,
    async restart() {
      await store.close();
      store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage: () => undefined });
    },
    file: (tenant: number, key: string) => join(dataDir, `tenants/${tenant}/recording/${key}.wav`),
  };
}

async function record(recordings: Recordings, scope: typeof one, key: string, ...sound: number[]) {
  const open = await recordings.open(scope, key);
  await open.append(bytes(...sound));
  return open.finish();
}

async function soundOf(recordings: Recordings, scope: typeof one, key: string, from = 0, to = 1_000_000) {
  const pieces: Uint8Array[] = [];
  for await (const piece of recordings.read(scope, key, from, to)) pieces.push(piece);
  return [...Buffer.concat(pieces)];
}

describe('a recording', () => {
  it('is read as it was made, whole and in parts', async () => {
    const { recordings } = await place();
    const open = await recordings().open(one, 'a');
    await Promise.all([open.append(bytes(1, 2)), open.append(bytes(3, 4)), open.append(bytes(5, 6))]);
    expect(await open.finish()).toBe(6);
    expect(await recordings().find(one, 'a')).toMatchObject({ key: 'a', soundBytes: 6 });
    expect(await soundOf(recordings(), one, 'a')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await soundOf(recordings(), one, 'a', 2, 5)).toEqual([3, 4, 5]);
  });

  it('is a WAV file that only its owner can read, in the folder of its tenant', async () => {
    const { recordings, file } = await place();
    await record(recordings(), one, 'a', 1, 2, 3, 4);
    const content = await readFile(file(1, 'a'));
    expect((await stat(file(1, 'a'))).mode & 0o777).toBe(0o600);
    expect(content.toString('latin1', 0, 4)).toBe('RIFF');
    expect(content.readUInt32LE(4)).toBe(content.length - 8);
    expect(content.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    // Format mu-law, two channels, 8000 a second.
    expect([content.readUInt16LE(20), content.readUInt16LE(22), content.readUInt32LE(24)]).toEqual([
      7, 2, 8_000,
    ]);
    expect(content.toString('latin1', 50, 54)).toBe('data');
    expect(content.readUInt32LE(54)).toBe(4);
  });

  it('of nothing is not kept', async () => {
    const { recordings, file } = await place();
    expect(await (await recordings().open(one, 'a')).finish()).toBe(0);
    expect(await recordings().find(one, 'a')).toBeUndefined();
    await expect(readFile(file(1, 'a'))).rejects.toThrow('ENOENT');
  });

  it('goes on where it ended, and is open once at a time', async () => {
    const { recordings } = await place();
    await record(recordings(), one, 'a', 1, 2);
    const open = await recordings().open(one, 'a');
    await expect(recordings().open(one, 'a')).rejects.toMatchObject({ code: 'conflict' });
    await open.append(bytes(3, 4));
    await open.finish();
    await expect(open.append(bytes(5, 6))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await soundOf(recordings(), one, 'a')).toEqual([1, 2, 3, 4]);
  });

  it('that a crash cut short is there as far as it was written', async () => {
    const { recordings, file } = await place();
    await mkdir(join(file(1, 'a'), '..'), { recursive: true });
    const open = await recordings().open(one, 'b');
    await open.append(bytes(1, 2, 3, 4));
    // As the disk is while the recording goes on, and half a sample more.
    await writeFile(file(1, 'a'), Buffer.concat([await readFile(file(1, 'b')), bytes(9)]));
    expect(await recordings().find(one, 'a')).toMatchObject({ soundBytes: 4 });
    expect(await soundOf(recordings(), one, 'a', 0, 4)).toEqual([1, 2, 3, 4]);
    await record(recordings(), one, 'a', 5, 6);
    expect(await soundOf(recordings(), one, 'a')).toEqual([1, 2, 3, 4, 5, 6]);
    await writeFile(file(1, 'c'), 'RIFF');
    expect(await recordings().find(one, 'c')).toMatchObject({ soundBytes: 0 });
    expect(await recordings().remove(one, 'c')).toBe(true);
  });

  it('is made whole when the store closes', async () => {
    const { recordings, restart, file } = await place();
    await (await recordings().open(one, 'a')).append(bytes(1, 2));
    await restart();
    expect((await readFile(file(1, 'a'))).readUInt32LE(54)).toBe(2);
  });

  it.each(['../a', 'a/b', '', 'A', 'con', '__proto__'])('is not kept under the name %j', async (key) => {
    const { recordings } = await place();
    await expect(recordings().open(one, key)).rejects.toMatchObject({ code: 'invalid' });
    await expect(recordings().remove(one, key)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('of one tenant is not there for another', async () => {
    const { recordings } = await place();
    await record(recordings(), one, 'a', 1, 2);
    expect(await recordings().find(two, 'a')).toBeUndefined();
    expect(await recordings().list(two)).toEqual([]);
    await expect(soundOf(recordings(), two, 'a')).rejects.toMatchObject({ code: 'not-found' });
    expect(await recordings().remove(two, 'a')).toBe(false);
    await recordings().removeAll(two);
    expect(await recordings().list(one)).toHaveLength(1);
  });
});

describe('old recordings', () => {
  it('go after so many days, but not while they are open', async () => {
    const { recordings, file } = await place();
    for (const key of ['new', 'old', 'older']) await record(recordings(), one, key, 1, 2);
    await record(recordings(), two, 'old', 1, 2);
    const nowMs = (await stat(file(1, 'new'))).mtimeMs;
    for (const [tenant, key, days] of [
      [1, 'old', 31],
      [1, 'older', 400],
      [2, 'old', 31],
    ] as const)
      await utimes(file(tenant, key), new Date(), new Date(nowMs - days * DAY_MS));
    const open = await recordings().open(one, 'open');
    await utimes(file(1, 'open'), new Date(), new Date(nowMs - 50 * DAY_MS));
    await recordings().expire(one, 30, nowMs);
    expect((await recordings().list(one)).map(({ key }) => key)).toEqual(['new', 'open']);
    expect(await recordings().list(two)).toHaveLength(1);
    await open.finish();
  });

  it('go at once, open ones too, when the tenant goes', async () => {
    const { recordings, dataDir } = await place();
    await record(recordings(), one, 'a', 1, 2);
    const open = await recordings().open(one, 'b');
    await recordings().removeAll(one);
    expect(await readdir(join(dataDir, 'tenants/1/recording'))).toEqual([]);
    await expect(open.append(bytes(1, 2))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a disk that refuses', () => {
  it.each(['expire', 'removeAll'] as const)('one file keeps no other from going: %s', async (how) => {
    const disk = new MemoryDisk();
    await disk.makeFolder('/data');
    const clock = new ManualClock();
    const store = await openJsonStore({ dataDir: '/data', clock, fs: disk, onDamage: () => undefined });
    for (const key of ['a', 'b', 'c']) await record(store.recordings, one, key, 1, 2);
    disk.onOperation = (operation, path) => {
      if (operation === 'unlink' && path.endsWith('a.wav')) throw systemError('EIO');
    };
    const going =
      how === 'expire'
        ? store.recordings.expire(one, 1, Number.POSITIVE_INFINITY)
        : store.recordings.removeAll(one);
    await expect(going).rejects.toMatchObject({ code: 'storage-failed' });
    expect((await store.recordings.list(one)).map(({ key }) => key)).toEqual(['a']);
    await store.close();
  });

  it('is told as such, and leaves what it took before', async () => {
    const disk = new MemoryDisk();
    await disk.makeFolder('/data');
    const store = await openJsonStore({
      dataDir: '/data',
      clock: new ManualClock(),
      fs: disk,
      onDamage: () => undefined,
    });
    const open = await store.recordings.open(one, 'a');
    await open.append(bytes(1, 2));
    disk.onOperation = (operation) => {
      if (operation === 'write') throw systemError('ENOSPC');
    };
    await expect(open.append(bytes(3, 4))).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(store.recordings.open(one, 'b')).rejects.toMatchObject({ code: 'storage-failed' });
    disk.onOperation = () => undefined;
    expect(await open.finish()).toBe(2);
    expect(await soundOf(store.recordings, one, 'a')).toEqual([1, 2]);
    await record(store.recordings, one, 'b', 7, 8);
    await store.close();
  });
});
