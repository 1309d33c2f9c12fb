import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { callKey, newRecord } from '../server/call/record.ts';
import { readConfig } from '../server/config.ts';
import { type Context, createContext } from '../server/context.ts';
import { DELIVERY, type StoredDelivery } from '../server/messages/documents.ts';
import { openJsonStore } from '../server/store/json/index.ts';
import { tenantScope } from '../server/store/make-scope.ts';
import { ManualClock } from './manual-clock.ts';
import { temporaryFolder } from './store/temporary-folder.ts';

const AT = '2026-03-02T15:00:00.000Z';
const WAITING: StoredDelivery = {
  id: `1-${'a'.repeat(24)}-0-webhook-${'b'.repeat(8)}`,
  messageId: `1-${'a'.repeat(24)}-0`,
  callSid: 'CA1',
  at: AT,
  channel: 'webhook',
  target: 'https://crm.example.com/',
  purpose: 'message',
  state: 'waiting',
  attempts: 1,
  nextAt: '2026-03-02T15:05:00.000Z',
  deliveredAt: null,
  problem: null,
  content: { channel: 'webhook', body: '{}' },
};
const INCOMING = {
  callSid: 'CA1',
  accountSid: 'AC1',
  from: '+12125550142',
  to: '+12125550100',
  practice: false,
  publicOrigin: 'https://phone.example.com',
};

let dataDir: string;
let clock: ManualClock;

const open = (): Promise<Context> =>
  createContext(
    readConfig({ RINGHOUSE_DATA_DIR: dataDir }),
    { clock, logTo: { write: () => undefined }, panelDir: null },
    () => undefined,
  );

/** Two tenants, a delivery that waits, and a call that was cut off. */
beforeEach(async () => {
  dataDir = await temporaryFolder();
  clock = new ManualClock(AT);
  const context = await open();
  for (const businessName of ['Acme Corp', 'Bolt Ltd'])
    await context.control.tenants.create(
      { businessName, contactName: 'Ann Lee', email: 'ann@example.com' },
      'operator',
    );
  await context.close();
  const store = await openJsonStore({ dataDir, clock, onDamage: () => undefined });
  await store.documents.transact(tenantScope(1), (writer) => writer.put(DELIVERY, WAITING.id, WAITING));
  const journal = await store.journals.open('ca1-1');
  await journal.append({ entry: 'began', record: newRecord(INCOMING, 1, AT) });
  await store.close();
});

describe('all that was opened', () => {
  it('is closed again, so that nothing goes on in the background', async () => {
    const context = await open();
    expect(context.control.archive.find('CA1')).toMatchObject({ endReason: 'interrupted' });
    expect(clock.pending).toBeGreaterThan(3);
    await context.close();
    expect(clock.pending).toBe(0);
  });

  it('is closed when the start fails at the last', async () => {
    // A document that is a folder can’t be read: the call that was cut off can’t be kept.
    const inTheWay = join(dataDir, 'tenants/1/call', `${callKey('CA1')}.json`);
    await mkdir(inTheWay, { recursive: true });
    await expect(open()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(clock.pending).toBe(0);
    await rm(inTheWay, { recursive: true });
    const context = await open();
    await context.close();
  });
});
