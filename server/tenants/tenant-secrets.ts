import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { AlertKey } from '../contracts/alert-causes.ts';
import { tenantSecretName } from '../contracts/tools.ts';
import type { Alerts } from '../platform/alerts.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import { createSerial } from '../platform/serial.ts';
import type { TenantScope } from '../store/scope.ts';
import type { SecretVault } from '../store/secrets.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';

const secrets = z.object({
  secrets: z.record(tenantSecretName, z.object({ setAt: z.iso.datetime(), sealed: z.base64() })),
});
type Sealed = z.infer<typeof secrets>['secrets'];

/** A tenant's secrets, each sealed under the appliance's key. */
export const TENANT_SECRETS: DocumentKind<z.infer<typeof secrets>> = {
  name: 'tenant-secrets',
  scope: 'tenant',
  schema: secrets,
  schemaVersion: 1,
};
const KEY = 'secrets';
const MOST = 50;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface TenantSecretsParts {
  store: DocumentStore;
  vault: Pick<SecretVault, 'get' | 'set'>;
  clock: Clock;
  ids: Ids;
  alerts: Pick<Alerts, 'raise' | 'resolve'>;
}

/**
 * Keys and passwords of tenants for their own tools and webhooks. Sealed with AES-256-GCM, each bound to its tenant and
 * name, under a key that only the vault holds and which is made when the first secret is set. A secret that no longer
 * opens counts as unset, and an alert names it until it has been set again or removed.
 */
export class TenantSecrets {
  readonly #parts: TenantSecretsParts;
  readonly #serial = createSerial();

  constructor(parts: TenantSecretsParts) {
    this.#parts = parts;
  }

  /** The secret, or `undefined` when it is not set. For use, never for show. */
  async get(scope: TenantScope, name: string): Promise<string | undefined> {
    const sealed = await this.#read(scope);
    const entry = Object.hasOwn(sealed, name) ? sealed[name] : undefined;
    if (!entry) return undefined;
    const value = this.#open(scope, name, entry.sealed);
    if (value === undefined) this.#tell(scope, sealed);
    return value;
  }

  /** What is set and since when, by name; never the values. */
  async list(scope: TenantScope): Promise<{ name: string; setAt: string }[]> {
    const sealed = await this.#read(scope);
    this.#tell(scope, sealed);
    return Object.entries(sealed)
      .filter(([name, entry]) => this.#open(scope, name, entry.sealed) !== undefined)
      .map(([name, { setAt }]) => ({ name, setAt }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Rejects with `storage-failed`, or `conflict` when there are too many; then everything stands as before. */
  async set(scope: TenantScope, name: string, value: string): Promise<void> {
    const key = await this.#serial(() => this.#keyForSealing());
    const entry = { setAt: isoNow(this.#parts.clock), sealed: this.#seal(key, scope, name, value) };
    await this.#change(scope, (sealed) => {
      const next = { ...sealed, [name]: entry };
      if (Object.keys(next).length <= MOST) return next;
      throw new AppError('conflict', `A tenant can have ${MOST} secrets. Remove one that is no longer used.`);
    });
  }

  /** Removing what is not set is no error. */
  async remove(scope: TenantScope, name: string): Promise<void> {
    await this.#change(scope, ({ [name]: _, ...rest }) => rest);
  }

  /** What tells a name again without showing it, to whoever has the key. Makes the key where there is none. */
  async mark(name: string): Promise<string> {
    return markUnder(await this.#serial(() => this.#keyForSealing()), name);
  }

  /** The mark of a name, or `undefined` where the key is gone. */
  markOf(name: string): string | undefined {
    const key = this.#key();
    return key && markUnder(key, name);
  }

  async #read(scope: TenantScope): Promise<Sealed> {
    const document = await this.#parts.store.read(scope, (reader) => reader.get(TENANT_SECRETS, KEY));
    return document?.secrets ?? {};
  }

  async #change(scope: TenantScope, change: (sealed: Sealed) => Sealed): Promise<void> {
    const next = await this.#parts.store.transact(scope, async (writer) => {
      const document = await writer.get(TENANT_SECRETS, KEY);
      const changed = change(document?.secrets ?? {});
      await writer.put(TENANT_SECRETS, KEY, { secrets: changed });
      // What was replaced or removed is to be gone, sealed or not.
      await writer.scrub(TENANT_SECRETS, KEY);
      return changed;
    });
    this.#tell(scope, next);
  }

  /** Raises, or resolves, what the operator must know of this tenant's secrets. */
  #tell(scope: TenantScope, sealed: Sealed): void {
    const { alerts } = this.#parts;
    const key: AlertKey = `tenant-secrets:${scope.tenantId}`;
    const lost = Object.entries(sealed)
      .filter(([name, entry]) => this.#open(scope, name, entry.sealed) === undefined)
      .map(([name]) => name);
    if (lost.length === 0) {
      alerts.resolve(key);
      return;
    }
    const message = `The key that sealed these secrets of a tenant is gone: ${lost.join(', ')}. Enter them again in the tenant's tools.`;
    alerts.raise({ key, level: 'critical', message, tenantIds: [scope.tenantId] });
  }

  /** Made only when something is to be sealed, so that a key store that is locked today can still open all tomorrow. */
  async #keyForSealing(): Promise<Buffer> {
    const { vault, ids } = this.#parts;
    if (vault.get('SEAL_KEY') === undefined) await vault.set('SEAL_KEY', ids.token());
    const key = this.#key();
    if (!key)
      throw new AppError(
        'misconfigured',
        'The key that seals secrets is damaged in the key store. Restore the key store from a backup.',
      );
    return key;
  }

  #key(): Buffer | undefined {
    const key = Buffer.from(this.#parts.vault.get('SEAL_KEY') ?? '', 'base64url');
    return key.length === 32 ? key : undefined;
  }

  #seal(key: Buffer, scope: TenantScope, name: string, value: string): string {
    const iv = Buffer.from(this.#parts.ids.token(), 'base64url').subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(belonging(scope, name));
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  #open(scope: TenantScope, name: string, sealed: string): string | undefined {
    const key = this.#key();
    if (!key) return undefined;
    const bytes = Buffer.from(sealed, 'base64');
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
        .setAAD(belonging(scope, name))
        .setAuthTag(tag);
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      // Sealed under another key, or for another tenant or name: nothing that could be used.
      return undefined;
    }
  }
}

/** Ties what is sealed to its place, so that it opens in no other. */
function belonging({ tenantId }: TenantScope, name: string): Buffer {
  return Buffer.from(`${tenantId}:${name}`);
}

const markUnder = (key: Buffer, name: string): string =>
  createHmac('sha256', key).update(`mark ${name}`).digest('base64url');
