import { z } from 'zod';
import { VAULT_NAMES, type VaultName } from '../../contracts/settings.ts';
import { AppError } from '../../platform/errors.ts';
import type { SecretVault } from '../secrets.ts';
import type { DataFolder } from './data-folder.ts';
import { DurableFile } from './durable-file.ts';
import { seal, unseal } from './seal.ts';
import { guarded } from './storage-errors.ts';

const FILE = 'secrets.json';
const keys = z.object({ keys: z.partialRecord(z.enum(VAULT_NAMES), z.string().min(1)) });
type Keys = z.infer<typeof keys>['keys'];

function decode(bytes: Uint8Array | undefined): Keys | undefined {
  return bytes && keys.safeParse(unseal(bytes)).data?.keys;
}

/** The operator's keys in a file that only its owner can read. */
export class SecretsFile implements SecretVault {
  readonly #folder: DataFolder;
  readonly #file: DurableFile;
  #keys: Keys;
  #lastSet: Promise<unknown> = Promise.resolve();

  private constructor(folder: DataFolder, file: DurableFile, held: Keys) {
    this.#folder = folder;
    this.#file = file;
    this.#keys = held;
  }

  /**
   * Reads the keys. When no good generation is left, the damaged file goes to the quarantine, the damage is
   * reported and no key is set, so that the operator can enter them again; what needs a key refuses without it.
   */
  static async open(folder: DataFolder): Promise<SecretsFile> {
    const file = new DurableFile(folder, FILE);
    return guarded('not read', async () => {
      await file.removeTemporary();
      return new SecretsFile(folder, file, await readKeys(folder, file));
    });
  }

  get(name: VaultName): string | undefined {
    return this.#keys[name];
  }

  set(name: VaultName, value: string | null): Promise<void> {
    const done = this.#lastSet.then(() => this.#set(name, value));
    this.#lastSet = done.catch(() => undefined);
    return done;
  }

  /** Waits for keys being set. */
  async close(): Promise<void> {
    await this.#lastSet;
    await guarded('not saved', () => this.#file.settle());
  }

  async #set(name: VaultName, value: string | null): Promise<void> {
    if (value === '') throw new AppError('invalid', 'A key must not be empty. Remove it instead.');
    const next = { ...this.#keys };
    if (value === null) delete next[name];
    else next[name] = value;
    await this.#folder.saving(() => this.#file.write(seal({ keys: next })));
    this.#keys = next;
    await this.#forgetReplaced();
  }

  /** A key that was replaced or removed must not stay readable in the previous generation. */
  async #forgetReplaced(): Promise<void> {
    try {
      await this.#file.removePrevious();
    } catch (error) {
      throw new AppError(
        'storage-failed',
        'The key was changed, but the one it replaced is still on the disk. Check the disk and set the key again.',
        { retryable: true, cause: error },
      );
    }
  }
}

async function readKeys(folder: DataFolder, file: DurableFile): Promise<Keys> {
  const current = await file.read('current');
  const fromCurrent = decode(current);
  if (fromCurrent) return fromCurrent;
  const previous = await file.read('previous');
  const fromPrevious = decode(previous);
  if (current) await folder.quarantine(file.pathOf('current'));
  if (previous && !fromPrevious) await folder.quarantine(file.pathOf('previous'));
  if (current || previous) folder.report({ path: FILE, recovered: fromPrevious !== undefined });
  return fromPrevious ?? {};
}
