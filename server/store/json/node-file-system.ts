import { constants } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rmdir,
  stat,
  unlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../platform/errors.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import { takeLock } from './lock.ts';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

const FLAGS = {
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  replace: constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC,
  change: constants.O_RDWR,
  read: constants.O_RDONLY,
};

function openFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    truncate: (sizeBytes) => handle.truncate(sizeBytes),
    size: async () => (await handle.stat()).size,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders for syncing; NTFS writes names through its own journal.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The computer's own disk. */
export const nodeFileSystem: FileSystem = {
  open: async (path, how) => openFile(await open(path, FLAGS[how], OWNER_ONLY_FILE)),
  readFile: (path) => readFile(path),
  rename,
  unlink,
  list: (folder) => readdir(folder),
  async facts(path) {
    const found = await stat(path);
    return { sizeBytes: found.size, modifiedMs: found.mtimeMs, isFolder: found.isDirectory() };
  },
  async makeFolder(path) {
    try {
      await mkdir(path, { mode: OWNER_ONLY_FOLDER });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  },
  removeFolder: rmdir,
  syncFolder,
  lock: (folder) => takeLock(join(folder, 'lock.db')),
};
