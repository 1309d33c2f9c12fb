import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { randomIds } from '../../server/platform/ids.ts';
import type { DataBackups } from '../../server/store/backups.ts';
import type { FileSystem } from '../../server/store/json/file-system.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { DocumentKind } from '../../server/store/store.ts';
import { ManualClock } from '../manual-clock.ts';

export const NOTE: DocumentKind<{ text: string }> = {
  name: 'note',
  scope: 'tenant',
  schema: z.object({ text: z.string() }),
  schemaVersion: 1,
};

export const ABOUT = { version: '0.1.0', at: '2026-11-22T12:00:00.000Z', withRecordings: true };
export const quiet = (): void => undefined;

export async function openStore(dataDir: string, fs: FileSystem = nodeFileSystem): Promise<JsonStore> {
  return openJsonStore({ dataDir, fs, clock: new ManualClock(), onDamage: quiet });
}

export const backupsOf = (store: JsonStore): DataBackups => store.backups([NOTE], randomIds);

/** Two tenants with notes, a recording, and entries in the audit log. */
export async function fill(store: JsonStore, word: string): Promise<void> {
  for (const id of [1, 2])
    await store.documents.transact(tenantScope(id), async (writer) => {
      for (const key of ['a', 'b']) await writer.put(NOTE, key, { text: `${word} ${id} ${key}` });
    });
  await store.audit.append({ by: 'operator', action: 'note.written', tenantId: 1, detail: { word } });
  const sound = await store.recordings.open(tenantScope(1), `${word}-call`);
  await sound.append(Buffer.from(word.repeat(2_000)));
  await sound.finish();
}

/** All notes of a store, by place, and the words of its audit log. */
export async function contentOf(store: JsonStore): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const id of [1, 2])
    await store.documents.read(tenantScope(id), async (reader) => {
      for (const key of await reader.keys(NOTE))
        found[`${id}/${key}`] = (await reader.get(NOTE, key))?.text ?? '';
    });
  const { entries } = await store.audit.list({ limit: 50 });
  found.audit = entries.map(({ detail }) => detail.word ?? '').join('');
  found.sounds = (await store.recordings.list(tenantScope(1))).map(({ key }) => key).join();
  return found;
}

/** A disk that stops working at one operation, as in a crash: nothing after it happens. */
export function dyingDisk(diesAt: number): { fs: FileSystem; operations(): number } {
  let count = 0;
  const operate = (): void => {
    count += 1;
    if (count >= diesAt) throw Object.assign(new Error('The process was killed.'), { code: 'EIO' });
  };
  const fs: FileSystem = {
    ...nodeFileSystem,
    open: async (path, how) => {
      operate();
      return nodeFileSystem.open(path, how);
    },
    rename: async (from, to) => {
      operate();
      return nodeFileSystem.rename(from, to);
    },
    unlink: async (path) => {
      operate();
      return nodeFileSystem.unlink(path);
    },
    makeFolder: async (path) => {
      operate();
      return nodeFileSystem.makeFolder(path);
    },
    removeFolder: async (path) => {
      operate();
      return nodeFileSystem.removeFolder(path);
    },
    syncFolder: async (path) => {
      operate();
      return nodeFileSystem.syncFolder(path);
    },
  };
  return { fs, operations: () => count };
}

/** Every file of a folder with its bytes, for comparing. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  await mkdir(folder, { recursive: true });
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      found.set(path.slice(folder.length + 1), await readFile(path));
    }
  return found;
}
