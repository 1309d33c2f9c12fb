import type { FileFacts, FileSystem, FolderLock, OpenFile } from '../../../server/store/json/file-system.ts';
import type { Chance } from './random.ts';

/** What a power cut leaves of bytes that were written but not synced. */
export type UnsyncedBytes = 'dropped' | 'zeroed' | 'garbled' | 'torn' | 'kept';
/** How many of the unsynced changes of names a power cut leaves, in the order they were made. */
export type UnsyncedNames = 'none' | 'first few' | 'any' | 'all';

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: by the disk of this test`), { code });
}

class FileNode {
  bytes: Uint8Array = new Uint8Array();
  synced: Uint8Array = new Uint8Array();
  /** Ranges written since the last sync, from and to. */
  unsynced: [number, number][] = [];
}

class FolderNode {
  readonly entries = new Map<string, FileNode | FolderNode>();
  readonly synced = new Map<string, FileNode | FolderNode>();
  /** Changes of `entries` since the last sync. */
  pending: ((entries: Map<string, FileNode | FolderNode>) => void)[] = [];

  change(apply: (entries: Map<string, FileNode | FolderNode>) => void): void {
    apply(this.entries);
    this.pending.push(apply);
  }
}

/**
 * A disk in memory that keeps apart what was written and what was synced, so that the power can be cut. Fails on
 * demand: `onOperation` may throw before any operation, `freeBytes` can run out, `longestWrite` makes short writes.
 */
export class MemoryDisk implements FileSystem {
  onOperation: (operation: string, path: string) => void = () => undefined;
  freeBytes = Number.POSITIVE_INFINITY;
  longestWrite: () => number = () => Number.POSITIVE_INFINITY;
  readonly #root: FolderNode;
  #locked = false;

  constructor(root = new FolderNode()) {
    this.#root = root;
  }

  async open(path: string, how: 'create' | 'replace' | 'change' | 'read'): Promise<OpenFile> {
    await this.#operate('open', path);
    const { folder, name } = this.#place(path);
    let node = folder.entries.get(name);
    if (node && how === 'create') throw systemError('EEXIST');
    if (!node && (how === 'read' || how === 'change')) throw systemError('ENOENT');
    if (node instanceof FolderNode) throw systemError('EISDIR');
    if (!node) {
      const made = new FileNode();
      folder.change((entries) => entries.set(name, made));
      node = made;
    }
    if (how === 'replace') resize(node, 0);
    return this.#handle(node, path);
  }

  async readFile(path: string): Promise<Uint8Array> {
    await this.#operate('readFile', path);
    return this.#file(path).bytes.slice();
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#operate('rename', from);
    const source = this.#place(from);
    const target = this.#place(to);
    const node = source.folder.entries.get(source.name);
    if (!node) throw systemError('ENOENT');
    if (source.folder === target.folder) {
      source.folder.change((entries) => {
        entries.delete(source.name);
        entries.set(target.name, node);
      });
      return;
    }
    target.folder.change((entries) => entries.set(target.name, node));
    source.folder.change((entries) => entries.delete(source.name));
  }

  async unlink(path: string): Promise<void> {
    await this.#operate('unlink', path);
    this.#file(path);
    const { folder, name } = this.#place(path);
    folder.change((entries) => entries.delete(name));
  }

  async list(path: string): Promise<string[]> {
    await this.#operate('list', path);
    return [...this.#folder(path).entries.keys()];
  }

  async facts(path: string): Promise<FileFacts> {
    await this.#operate('facts', path);
    const { folder, name } = this.#place(path);
    const node = folder.entries.get(name);
    if (!node) throw systemError('ENOENT');
    const isFolder = node instanceof FolderNode;
    return { sizeBytes: isFolder ? 0 : node.bytes.length, modifiedMs: 0, isFolder };
  }

  async makeFolder(path: string): Promise<void> {
    await this.#operate('makeFolder', path);
    const { folder, name } = this.#place(path);
    if (folder.entries.has(name)) return;
    const made = new FolderNode();
    folder.change((entries) => entries.set(name, made));
  }

  async removeFolder(path: string): Promise<void> {
    await this.#operate('removeFolder', path);
    const { folder, name } = this.#place(path);
    const node = folder.entries.get(name);
    if (!(node instanceof FolderNode)) throw systemError('ENOENT');
    if (node.entries.size > 0) throw systemError('ENOTEMPTY');
    folder.change((entries) => entries.delete(name));
  }

  async syncFolder(path: string): Promise<void> {
    await this.#operate('syncFolder', path);
    const folder = this.#folder(path);
    for (const apply of folder.pending) apply(folder.synced);
    folder.pending = [];
  }

  lock(): FolderLock | undefined {
    if (this.#locked) return undefined;
    this.#locked = true;
    return {
      release: () => {
        this.#locked = false;
      },
    };
  }

  /** The disk as it is found when the power is back. */
  cutPower(bytes: UnsyncedBytes, names: UnsyncedNames, chance: Chance): MemoryDisk {
    return new MemoryDisk(survivingFolder(this.#root, bytes, names, chance));
  }

  /** Paths of all files, sorted. */
  files(folder: FolderNode = this.#root, path = ''): string[] {
    return [...folder.entries]
      .flatMap(([name, node]) =>
        node instanceof FolderNode ? this.files(node, `${path}/${name}`) : [`${path}/${name}`],
      )
      .sort();
  }

  /** A file's bytes, to be looked at or spoilt in place. */
  bytesOf(path: string): Uint8Array {
    return this.#file(path).bytes;
  }

  #handle(node: FileNode, path: string): OpenFile {
    return {
      write: async (bytes, position) => {
        await this.#operate('write', path);
        if (this.freeBytes <= 0) throw systemError('ENOSPC');
        const count = Math.max(1, Math.min(bytes.length, this.freeBytes, this.longestWrite()));
        this.freeBytes -= count;
        if (position + count > node.bytes.length) resize(node, position + count);
        node.bytes.set(bytes.subarray(0, count), position);
        node.unsynced.push([position, position + count]);
        return count;
      },
      read: async (into, position) => {
        await this.#operate('read', path);
        const found = node.bytes.subarray(position, position + into.length);
        into.set(found);
        return found.length;
      },
      truncate: async (sizeBytes) => {
        await this.#operate('truncate', path);
        resize(node, sizeBytes);
      },
      size: async () => {
        await this.#operate('size', path);
        return node.bytes.length;
      },
      sync: async () => {
        await this.#operate('sync', path);
        node.synced = node.bytes.slice();
        node.unsynced = [];
      },
      close: async () => {
        await this.#operate('close', path);
      },
    };
  }

  async #operate(operation: string, path: string): Promise<void> {
    await Promise.resolve();
    this.onOperation(operation, path);
  }

  #folder(path: string): FolderNode {
    let folder = this.#root;
    for (const part of path.split('/').filter(Boolean)) {
      const next = folder.entries.get(part);
      if (!next) throw systemError('ENOENT');
      if (next instanceof FileNode) throw systemError('ENOTDIR');
      folder = next;
    }
    return folder;
  }

  #place(path: string): { folder: FolderNode; name: string } {
    const at = path.lastIndexOf('/');
    return { folder: this.#folder(path.slice(0, at)), name: path.slice(at + 1) };
  }

  #file(path: string): FileNode {
    const { folder, name } = this.#place(path);
    const node = folder.entries.get(name);
    if (!node) throw systemError('ENOENT');
    if (node instanceof FolderNode) throw systemError('EISDIR');
    return node;
  }
}

function resize(node: FileNode, sizeBytes: number): void {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(node.bytes.subarray(0, sizeBytes));
  node.bytes = bytes;
}

function survivingFolder(
  folder: FolderNode,
  bytes: UnsyncedBytes,
  names: UnsyncedNames,
  chance: Chance,
): FolderNode {
  const kept = new Map(folder.synced);
  const upTo = chance.below(folder.pending.length + 1);
  for (const [index, apply] of folder.pending.entries()) {
    const survives = { none: false, 'first few': index < upTo, any: chance.next() < 0.5, all: true }[names];
    if (survives) apply(kept);
  }
  const survivor = new FolderNode();
  for (const [name, node] of kept) {
    const copy =
      node instanceof FolderNode
        ? survivingFolder(node, bytes, names, chance)
        : survivingFile(node, bytes, chance);
    survivor.entries.set(name, copy);
    survivor.synced.set(name, copy);
  }
  return survivor;
}

function survivingFile(node: FileNode, mode: UnsyncedBytes, chance: Chance): FileNode {
  const survivor = new FileNode();
  survivor.bytes = survivingBytes(node, mode, chance);
  survivor.synced = survivor.bytes.slice();
  return survivor;
}

function survivingBytes(node: FileNode, mode: UnsyncedBytes, chance: Chance): Uint8Array {
  if (mode === 'dropped') return node.synced.slice();
  const bytes = node.bytes.slice();
  if (mode === 'kept') return bytes;
  for (const [from, to] of node.unsynced) {
    const spoiltFrom = mode === 'torn' ? from + chance.below(to - from + 1) : from;
    for (let at = spoiltFrom; at < Math.min(to, bytes.length); at += 1)
      bytes[at] = mode === 'garbled' ? chance.below(256) : 0;
  }
  return bytes;
}
