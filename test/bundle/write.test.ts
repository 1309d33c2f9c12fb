import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeBundle } from '../../server/bundle/write.ts';
import { KNOWLEDGE_ITEM } from '../../server/knowledge/documents.ts';
import { createAlerts } from '../../server/platform/alerts.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { TenantSecrets } from '../../server/tenants/tenant-secrets.ts';
import { ManualClock } from '../manual-clock.ts';

const AT = '2026-03-02T15:00:00.000Z';
/** Together more than any stream on the way to the file holds back. */
const ITEMS = 12;

it('an export whose file can’t be opened says so, however much there is to write', async () => {
  const root = await mkdtemp(join(tmpdir(), 'ringhouse-write-'));
  const clock = new ManualClock();
  const store = await openJsonStore({ dataDir: join(root, 'data'), clock, onDamage: () => undefined });
  const scope = tenantScope(1);
  const item = { title: 'Parking', price: null, fileName: null, createdAt: AT, updatedAt: AT };
  await store.documents.transact(scope, async (writer) => {
    for (let index = 0; index < ITEMS; index += 1) {
      const text = randomBytes(100_000).toString('base64');
      await writer.put(KNOWLEDGE_ITEM, `k${index}`, { ...item, id: `k${index}`, kind: 'text', text });
    }
  });
  const parts = {
    ...store,
    ids: randomIds,
    callSids: [],
    tenantSecrets: new TenantSecrets({
      store: store.documents,
      vault: store.secrets,
      clock,
      ids: randomIds,
      alerts: createAlerts(clock, () => undefined),
    }),
  };
  const about = {
    format: 1 as const,
    version: '0.1.0',
    at: AT,
    tenantId: 1,
    businessName: 'Acme Dental',
    withRecordings: false,
  };
  const file = join(root, 'gone', 'acme.ringhouse');
  const written = writeBundle(file, scope, { about, passphrase: 'correct horse' }, parts, () => undefined);
  await expect(written).rejects.toMatchObject({ code: 'storage-failed', cause: { code: 'ENOENT' } });
  await store.close();
  await rm(root, { recursive: true, force: true });
});
