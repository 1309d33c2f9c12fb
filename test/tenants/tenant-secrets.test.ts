import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { VaultName } from '../../server/contracts/settings.ts';
import { createAlerts } from '../../server/platform/alerts.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { SecretVault } from '../../server/store/secrets.ts';
import type { DocumentStore } from '../../server/store/store.ts';
import { TENANT_SECRETS, TenantSecrets } from '../../server/tenants/tenant-secrets.ts';
import { ManualClock } from '../manual-clock.ts';
import { MemoryStore } from '../memory-store.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const SECRET = 'hush-4711-secret';
const acme = tenantScope(1);
const other = tenantScope(2);

class TestVault implements SecretVault {
  readonly held = new Map<VaultName, string>();
  get(name: VaultName): string | undefined {
    return this.held.get(name);
  }
  async set(name: VaultName, value: string | null): Promise<void> {
    await Promise.resolve();
    if (value === null) this.held.delete(name);
    else this.held.set(name, value);
  }
}

function secretsOver(store: DocumentStore = new MemoryStore(), vault: SecretVault = new TestVault()) {
  const clock = new ManualClock();
  const alerts = createAlerts(clock, () => {});
  return {
    clock,
    alerts,
    vault,
    secrets: new TenantSecrets({ store, vault, clock, ids: randomIds, alerts }),
  };
}
const open = (alerts: ReturnType<typeof createAlerts>) =>
  alerts.list().filter(({ resolvedAt }) => !resolvedAt);

describe('the secrets of a tenant', () => {
  it('are given to those who use them, and listed by name alone', async () => {
    const { secrets, clock } = secretsOver();
    expect(await secrets.get(acme, 'CRM_KEY')).toBeUndefined();
    await secrets.set(acme, 'CRM_KEY', SECRET);
    clock.advance(60_000);
    await secrets.set(acme, 'A_KEY', 'grün');
    expect(await secrets.get(acme, 'CRM_KEY')).toBe(SECRET);
    expect(await secrets.get(acme, 'A_KEY')).toBe('grün');
    expect(await secrets.list(acme)).toEqual([
      { name: 'A_KEY', setAt: '2026-03-02T15:01:00.000Z' },
      { name: 'CRM_KEY', setAt: '2026-03-02T15:00:00.000Z' },
    ]);
    await secrets.set(acme, 'CRM_KEY', 'another');
    expect(await secrets.get(acme, 'CRM_KEY')).toBe('another');
    await secrets.remove(acme, 'CRM_KEY');
    await secrets.remove(acme, 'CRM_KEY');
    expect(await secrets.get(acme, 'CRM_KEY')).toBeUndefined();
    expect((await secrets.list(acme)).map(({ name }) => name)).toEqual(['A_KEY']);
  });

  it('are one tenant’s own', async () => {
    const { secrets } = secretsOver();
    await secrets.set(acme, 'CRM_KEY', SECRET);
    expect(await secrets.get(other, 'CRM_KEY')).toBeUndefined();
    expect(await secrets.list(other)).toEqual([]);
  });

  it('outlast a restart on the disk, where they can’t be read', async () => {
    const dataDir = await temporaryFolder();
    const options = { dataDir, clock: new ManualClock(), onDamage: () => {}, onSaving: () => {} };
    const store = await openJsonStore(options);
    const vault = new TestVault();
    await secretsOver(store.documents, vault).secrets.set(acme, 'CRM_KEY', SECRET);
    const before = await store.documents.read(acme, (reader) => reader.get(TENANT_SECRETS, 'secrets'));
    await secretsOver(store.documents, vault).secrets.set(acme, 'CRM_KEY', `${SECRET}2`);
    await store.close();
    const again = await openJsonStore(options);
    onTestFinished(() => again.close());
    const { secrets, alerts } = secretsOver(again.documents, vault);
    expect(await secrets.get(acme, 'CRM_KEY')).toBe(`${SECRET}2`);
    expect(open(alerts)).toEqual([]);
    const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((f) =>
      f.isFile(),
    );
    const texts = await Promise.all(files.map((f) => readFile(join(f.parentPath, f.name), 'latin1')));
    expect(texts.some((text) => text.includes('CRM_KEY'))).toBe(true);
    // The one that was replaced is gone, even as it was sealed.
    const replaced = before?.secrets.CRM_KEY?.sealed ?? SECRET;
    for (const form of [SECRET, replaced, Buffer.from(SECRET).toString('base64').slice(0, 12)])
      expect(texts.filter((text) => text.includes(form))).toEqual([]);
  });

  it('open in no other place, nor when they were changed', async () => {
    const store = new MemoryStore();
    const { secrets } = secretsOver(store);
    await secrets.set(acme, 'CRM_KEY', SECRET);
    const body = await store.read(acme, (reader) => reader.get(TENANT_SECRETS, 'secrets'));
    const entry = body?.secrets.CRM_KEY;
    if (!entry) throw new Error('It was not kept.');
    const flipped = Buffer.from(entry.sealed, 'base64');
    flipped[flipped.length - 1]! ^= 1;
    const moved = { OTHER_KEY: entry, CRM_KEY: { ...entry, sealed: flipped.toString('base64') } };
    for (const scope of [acme, other])
      await store.transact(scope, (writer) => writer.put(TENANT_SECRETS, 'secrets', { secrets: moved }));
    const stolen = { secrets: { CRM_KEY: entry } };
    await store.transact(other, (writer) => writer.put(TENANT_SECRETS, 'secrets', stolen));
    expect(await secrets.get(acme, 'OTHER_KEY')).toBeUndefined();
    expect(await secrets.get(acme, 'CRM_KEY')).toBeUndefined();
    expect(await secrets.get(other, 'CRM_KEY')).toBeUndefined();
  });

  it('count as unset when the key is lost, and an alert names them until they are entered again', async () => {
    const { secrets, vault, alerts } = secretsOver();
    await Promise.all([
      secrets.set(acme, 'CRM_KEY', SECRET),
      secrets.set(acme, 'WEBHOOK_SECRET', SECRET),
      secrets.set(other, 'CRM_KEY', SECRET),
    ]);
    expect((await secrets.list(acme)).length).toBe(2);
    const first = vault.get('SEAL_KEY');
    await vault.set('SEAL_KEY', null);
    expect(await secrets.get(acme, 'CRM_KEY')).toBeUndefined();
    expect(await secrets.list(acme)).toEqual([]);
    expect(open(alerts)).toMatchObject([{ level: 'critical', tenantIds: [1] }]);
    expect(open(alerts)[0]?.message).toMatch(/CRM_KEY, WEBHOOK_SECRET.*again/);

    await secrets.set(acme, 'CRM_KEY', 'new');
    expect(vault.get('SEAL_KEY')).not.toBe(first);
    expect(await secrets.get(acme, 'CRM_KEY')).toBe('new');
    expect(open(alerts)).toHaveLength(1);
    await secrets.remove(acme, 'WEBHOOK_SECRET');
    expect(open(alerts)).toEqual([]);
  });

  it('open again when a locked key store comes back', async () => {
    const { secrets, vault, alerts } = secretsOver();
    await secrets.set(acme, 'CRM_KEY', SECRET);
    const key = vault.get('SEAL_KEY') ?? null;
    await vault.set('SEAL_KEY', null);
    expect(await secrets.get(acme, 'CRM_KEY')).toBeUndefined();
    await vault.set('SEAL_KEY', key);
    expect(await secrets.list(acme)).toHaveLength(1);
    expect(open(alerts)).toEqual([]);
  });

  it('stay as they were when they can’t be kept, and are not endless', async () => {
    const store = new MemoryStore();
    const { secrets } = secretsOver(store);
    await secrets.set(acme, 'CRM_KEY', SECRET);
    store.failAfter(0);
    await expect(secrets.set(acme, 'CRM_KEY', 'new')).rejects.toMatchObject({ code: 'storage-failed' });
    store.recover();
    expect(await secrets.get(acme, 'CRM_KEY')).toBe(SECRET);
    for (let made = 1; made < 50; made += 1) await secrets.set(acme, `KEY_${made}`, 'x');
    await expect(secrets.set(acme, 'ONE_MORE', 'x')).rejects.toMatchObject({ code: 'conflict' });
    await secrets.set(acme, 'CRM_KEY', 'replaced');
    expect(await secrets.get(acme, 'constructor')).toBeUndefined();
  });
});
