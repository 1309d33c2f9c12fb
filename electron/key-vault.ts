import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { VAULT_NAMES, type VaultName } from '../server/contracts/settings.ts';

export type KeyProtection = 'protected' | 'unprotected';

/** The system's encryption. Rejects where the system's key store cannot be used. */
export interface Cipher {
  protection(): KeyProtection;
  encrypt(text: string): Promise<Uint8Array>;
  /** `renew` asks for encrypting again, because the system has changed its key. */
  decrypt(bytes: Uint8Array): Promise<{ text: string; renew: boolean }>;
}

const keyFile = z.object({
  version: z.literal(1),
  /** Encrypted, in base64. */
  keys: z.partialRecord(z.enum(VAULT_NAMES), z.base64()),
});

/** The operator's keys, encrypted by the system, in one file that only its owner can read. */
export class KeyVault {
  readonly #file: string;
  readonly #cipher: Cipher;
  readonly #encrypted: Map<VaultName, string>;
  readonly #open = new Map<VaultName, string>();
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(file: string, cipher: Cipher, encrypted: Map<VaultName, string>) {
    this.#file = file;
    this.#cipher = cipher;
    this.#encrypted = encrypted;
  }

  /**
   * Reads the file, if there is one, and opens all keys that the system's key store still opens. The others stay in the
   * file. Rejects when the file itself is damaged.
   */
  static async load(file: string, cipher: Cipher): Promise<KeyVault> {
    const vault = new KeyVault(file, cipher, await readKeys(file));
    const stale: VaultName[] = [];
    for (const [name, encrypted] of vault.#encrypted) {
      try {
        const { text, renew } = await cipher.decrypt(Buffer.from(encrypted, 'base64'));
        vault.#open.set(name, text);
        if (renew) stale.push(name);
      } catch {
        // Told apart by `unreadable`: the operator enters it again.
      }
    }
    for (const name of stale) await vault.set(name, vault.#open.get(name) ?? null);
    return vault;
  }

  get protection(): KeyProtection {
    return this.#cipher.protection();
  }

  /** All keys that could be opened. */
  secrets(): Partial<Record<VaultName, string>> {
    return Object.fromEntries(this.#open);
  }

  /** Kept keys that the key store no longer opens. */
  unreadable(): VaultName[] {
    return [...this.#encrypted.keys()].filter((name) => !this.#open.has(name));
  }

  /** `null` removes. Resolves once durable; on failure everything stands as before. */
  set(name: VaultName, value: string | null): Promise<void> {
    const done = this.#writing.then(() => this.#change(name, value));
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #change(name: VaultName, value: string | null): Promise<void> {
    const next = new Map(this.#encrypted);
    if (value === null) next.delete(name);
    else next.set(name, Buffer.from(await this.#cipher.encrypt(value)).toString('base64'));
    const body = { version: 1, keys: Object.fromEntries(next) };
    await writeWhole(this.#file, `${JSON.stringify(body, null, 2)}\n`);
    this.#encrypted.clear();
    for (const [key, encrypted] of next) this.#encrypted.set(key, encrypted);
    if (value === null) this.#open.delete(name);
    else this.#open.set(name, value);
  }
}

async function readKeys(file: string): Promise<Map<VaultName, string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    const { keys } = keyFile.parse(JSON.parse(text));
    return new Map(VAULT_NAMES.flatMap((name) => (keys[name] ? [[name, keys[name]] as const] : [])));
  } catch (cause) {
    throw new Error(
      `The file with your keys is damaged: ${file}. Move it away, start again and enter the keys anew.`,
      { cause },
    );
  }
}

/** Replaces the file in one step; a power cut leaves the old or the new one, never a part. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  await withHandle(await open(temporary, 'w', 0o600), async (handle) => {
    await handle.writeFile(text);
    await handle.sync();
  });
  await rename(temporary, file);
  // Windows has no folders that can be synced; its rename is durable by itself.
  if (process.platform !== 'win32') {
    await withHandle(await open(dirname(file), 'r'), (handle) => handle.sync());
  }
}

async function withHandle(handle: FileHandle, use: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await use(handle);
  } finally {
    await handle.close();
  }
}
