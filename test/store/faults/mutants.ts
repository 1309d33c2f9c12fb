import type { FileSystem, OpenFile } from '../../../server/store/json/file-system.ts';
import { sha256 } from '../../../server/store/json/seal.ts';
import type { DocumentStore } from '../../../server/store/store.ts';

/** A store with one of its cares left out, by changing the disk it sees or the handles it lends. */
export interface Mutant {
  disk?: (fs: FileSystem) => FileSystem;
  documents?: (store: DocumentStore) => DocumentStore;
}

/** The same disk with some operations changed. Methods are bound, as the disk may keep private state. */
function changed(fs: FileSystem, changes: Partial<FileSystem>): FileSystem {
  return {
    open: (path, how) => fs.open(path, how),
    readFile: (path) => fs.readFile(path),
    rename: (from, to) => fs.rename(from, to),
    unlink: (path) => fs.unlink(path),
    list: (folder) => fs.list(folder),
    facts: (path) => fs.facts(path),
    makeFolder: (path) => fs.makeFolder(path),
    removeFolder: (path) => fs.removeFolder(path),
    syncFolder: (path) => fs.syncFolder(path),
    lock: (folder) => fs.lock(folder),
    ...changes,
  };
}

function changedFiles(
  fs: FileSystem,
  change: (file: OpenFile, path: string) => Partial<OpenFile>,
): FileSystem {
  return changed(fs, {
    open: async (path, how) => {
      const file = await fs.open(path, how);
      return { ...file, ...change(file, path) };
    },
  });
}

const noSync = async () => undefined;

function renameBeforeSync(fs: FileSystem): FileSystem {
  const unsynced = changedFiles(fs, (file, path) =>
    path.endsWith('.tmp') ? { sync: noSync } : { sync: file.sync },
  );
  return changed(unsynced, {
    rename: async (from, to) => {
      await fs.rename(from, to);
      if (!from.endsWith('.tmp')) return;
      const file = await fs.open(to, 'change');
      await file.sync();
      await file.close();
    },
  });
}

const CHECKSUM_END = '{"sha256":"'.length + 64 + '",'.length;

/** Whatever was read of a document gets a checksum that fits, as if nobody compared. */
function resealed(path: string, bytes: Uint8Array): Uint8Array {
  if (!/\.json(\.old)?$/.test(path)) return bytes;
  const rest = bytes.subarray(CHECKSUM_END);
  return Buffer.concat([Buffer.from(`{"sha256":"${sha256(rest)}",`), rest]);
}

function acknowledgedEarly(store: DocumentStore): DocumentStore {
  return {
    read: (scope, use) => store.read(scope, use),
    transact: (scope, use) =>
      store.transact(scope, (writer) =>
        use({
          get: (kind, key) => writer.get(kind, key),
          keys: (kind) => writer.keys(kind),
          put: async (kind, key, body) => void writer.put(kind, key, body).catch(() => undefined),
          remove: async (kind, key) => void writer.remove(kind, key).catch(() => undefined),
          scrub: (kind, key) => writer.scrub(kind, key),
        }),
      ),
    tenantIds: () => store.tenantIds(),
    close: () => store.close(),
  };
}

/** Each must be caught by the trials that the real store passes. */
export const MUTANTS: Record<string, Mutant> = {
  'no fsync': { disk: (fs) => changedFiles(fs, () => ({ sync: noSync })) },
  'no folder fsync': { disk: (fs) => changed(fs, { syncFolder: noSync }) },
  'rename before fsync': { disk: renameBeforeSync },
  'early acknowledge': { documents: acknowledgedEarly },
  'single unchecked write': {
    disk: (fs) =>
      changedFiles(fs, (file) => {
        let claimed = 0;
        return {
          write: async (bytes, position) => {
            await file.write(bytes, position);
            claimed = position + bytes.length;
            return bytes.length;
          },
          size: async () => claimed,
        };
      }),
  },
  'no checksum': {
    disk: (fs) => changed(fs, { readFile: async (path) => resealed(path, await fs.readFile(path)) }),
  },
};
