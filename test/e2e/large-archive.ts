import { callKey, callKind, callMonthKind, summaryOf } from '../../server/call/record.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLogger } from '../../server/platform/logger.ts';
import type { FileSystem } from '../../server/store/json/file-system.ts';
import { openJsonStore } from '../../server/store/json/index.ts';
import { nodeFileSystem } from '../../server/store/json/node-file-system.ts';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import { RECORDING_BYTES_PER_SECOND } from '../../server/store/recordings.ts';
import type { DocumentStore } from '../../server/store/store.ts';
import { AgentDefaults } from '../../server/tenants/defaults.ts';
import { Tenants } from '../../server/tenants/tenants.ts';
import { inventedCall } from './invented-calls.ts';

const DAY_MS = 86_400_000;
const TRADES = ['Dental', 'Plumbing', 'Insurance', 'Legal', 'Salon', 'Roofing', 'Bakery', 'Repair'];
const TOWNS = ['Ashford', 'Brook', 'Calder', 'Dunmore', 'Eastleigh', 'Fairview', 'Glenside', 'Harrow'];

interface LargeArchiveOptions {
  tenants?: number;
  calls?: number;
  /** Pairs of question and answer in the longest call. */
  longExchanges?: number;
  /** The calls lie in the ninety days before it, in milliseconds since the epoch. */
  nowMs?: number;
}

export interface LargeArchive {
  tenants: number;
  calls: number;
  /** A call of two hours, the newest of tenant 1; its turn `needleTurn` says `needle`, and no other call does. */
  longCall: string;
  needle: string;
  needleTurn: number;
  /** A call of tenant 1 with half a minute of sound. */
  recordedCall: string;
}

/** A disk that promises nothing: all of it is gone with the machine, and filled sooner. */
const HASTY: FileSystem = {
  ...nodeFileSystem,
  async open(path, how) {
    return { ...(await nodeFileSystem.open(path, how)), sync: async () => undefined };
  },
  syncFolder: async () => undefined,
};

/**
 * Fills a data folder that no server has open: 200 tenants, 10,000 calls in ninety days, one of them of two hours, unless
 * told otherwise. A fifth of the calls are tenant 1's.
 */
export async function writeLargeArchive(
  dataDir: string,
  options: LargeArchiveOptions = {},
): Promise<LargeArchive> {
  const { tenants = 200, calls = 10_000, longExchanges = 750, nowMs = systemClock.now() } = options;
  const store = await openJsonStore({ dataDir, clock: systemClock, fs: HASTY, onDamage: () => undefined });
  await createTenants(store.documents, tenants);
  const needle = 'hippopotamus';
  const long = inventedCall({
    index: calls,
    tenantId: 1,
    startedAt: new Date(nowMs - 3 * 3_600_000).toISOString(),
    exchanges: longExchanges,
    paceMs: 9_600,
  });
  const needleTurn = Math.floor(long.transcript.length * 0.8);
  const told = long.transcript[needleTurn];
  if (told) told.text = `To tell the truth, it was a ${needle} that stood in the garden.`;
  const records = [{ ...long, practice: false }];
  for (let index = 1; index < calls; index += 1) {
    const tenantId = index % 5 === 0 ? 1 : 1 + (index % tenants);
    const startedAt = new Date(nowMs - DAY_MS - (index / calls) * 89 * DAY_MS).toISOString();
    records.push(inventedCall({ index, tenantId, startedAt, exchanges: 3 + (index % 9), paceMs: 9_000 }));
  }
  const recorded = records.find(({ tenantId, callSid }) => tenantId === 1 && callSid !== long.callSid);
  if (recorded) recorded.recorded = true;
  for (let tenantId = 1; tenantId <= tenants; tenantId += 1)
    await keep(
      store.documents,
      tenantId,
      records.filter((record) => record.tenantId === tenantId),
    );
  const recordedCall = recorded?.callSid ?? '';
  const sound = await store.recordings.open(tenantScope(1), callKey(recordedCall));
  // A tone that comes and goes.
  await sound.append(
    Uint8Array.from({ length: 30 * RECORDING_BYTES_PER_SECOND }, (_, at) =>
      Math.floor(at / 8_000) % 3 === 0 ? 0xff : (at * 37) & 0xff,
    ),
  );
  await sound.finish();
  await store.close();
  return { tenants, calls, longCall: long.callSid, needle, needleTurn, recordedCall };
}

async function createTenants(documents: DocumentStore, count: number): Promise<void> {
  const logger = createLogger({ level: 'silent' });
  const shared = { store: documents, applianceScope, clock: systemClock, logger, publish: () => undefined };
  const rooms = await Tenants.load({
    ...shared,
    givenIds: { lastTenantId: 0, noteTenantId: async () => undefined },
    defaults: await AgentDefaults.load(shared),
    scopeOf: tenantScope,
    timeZone: 'UTC',
    otherKinds: [],
    eraseFiles: async () => undefined,
  });
  for (let index = 0; index < count; index += 1) {
    const name = `${TOWNS[index % 8]} ${TRADES[Math.floor(index / 8) % 8]}`;
    const identity = { businessName: `${name} ${1 + Math.floor(index / 64)}`, contactName: 'Ann Lee' };
    await rooms.create({ ...identity, email: `owner${index}@example.com` }, 'operator');
  }
}

async function keep(
  documents: DocumentStore,
  tenantId: number,
  records: readonly CallRecord[],
): Promise<void> {
  const byMonth = Map.groupBy(records, ({ startedAt }) => startedAt.slice(0, 7));
  await documents.transact(tenantScope(tenantId), async (writer) => {
    for (const record of records) await writer.put(callKind, callKey(record.callSid), record);
    for (const [month, calls] of byMonth)
      await writer.put(callMonthKind, month, { calls: calls.map(summaryOf) });
  });
}
