import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallArchive } from '../../server/call/archive.ts';
import { callMonthKind, summaryOf } from '../../server/call/record.ts';
import { fitting } from '../../server/call/search/filter.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { callQuery } from '../../server/contracts/history.ts';
import { type JsonStore, openJsonStore } from '../../server/store/json/index.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { recordOf } from '../messages/letters.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const scope = tenantScope(1);
let dataDir: string;
let store: JsonStore;
let archive: CallArchive;

async function open(): Promise<void> {
  store = await openJsonStore({ dataDir, clock: new ManualClock(), onDamage: () => undefined });
  archive = new CallArchive(store.documents);
  await archive.load(scope);
}
async function reopen(): Promise<void> {
  await store.close();
  await open();
}

const timeOf = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString();
const callAt = (index: number, over: Partial<CallRecord> = {}): CallRecord =>
  recordOf(`CA${index}`, { startedAt: timeOf(index), transcript: [], messages: [], ...over });

async function keep(count: number, from = 0): Promise<void> {
  for (let index = from; index < from + count; index += 1) await archive.save(scope, callAt(index));
}

const lists = () =>
  store.documents.read(scope, async (reader) => {
    const found: Record<string, number> = {};
    for (const key of await reader.keys(callMonthKind))
      found[key] = (await reader.get(callMonthKind, key))?.calls.length ?? 0;
    return found;
  });

beforeEach(async () => {
  dataDir = await temporaryFolder();
  await open();
});
afterEach(() => store.close());

describe('the lists of calls on the disk', () => {
  it('are closed after a hundred, so that a call rewrites no more than that', async () => {
    await keep(205);
    expect(await lists()).toEqual({ '2026-03': 100, '2026-03-0002': 100, '2026-03-0003': 5 });
    await archive.save(scope, callAt(900, { startedAt: '2026-04-01T00:00:00.000Z' }));
    expect((await lists())['2026-04']).toBe(1);
  });

  it('keep a call where it stands when it changes, also after a restart', async () => {
    await keep(150);
    await reopen();
    await archive.update(scope, 'CA7', (record) => ({ ...record, summary: 'Changed.' }));
    await archive.save(scope, callAt(3, { costUsd: 2 }));
    await keep(1, 150);
    expect(await lists()).toEqual({ '2026-03': 100, '2026-03-0002': 51 });
    await reopen();
    expect(archive.list({ limit: 1 }).total).toBe(151);
    expect(archive.find('CA7')?.summary).toBe('Changed.');
    expect(archive.find('CA3')?.costUsd).toBe(2);
  });

  it('of earlier versions, a month in one, are read as they are and grow no further', async () => {
    const old = Array.from({ length: 130 }, (_, index) => summaryOf(callAt(index)));
    await store.documents.transact(scope, (writer) => writer.put(callMonthKind, '2026-03', { calls: old }));
    await reopen();
    expect(archive.list({ limit: 1 }).total).toBe(130);
    await keep(2, 130);
    expect(await lists()).toEqual({ '2026-03': 130, '2026-03-0002': 2 });
  });

  it('hold both of two calls that end at once', async () => {
    await keep(99);
    await Promise.all([99, 100, 101].map((index) => archive.save(scope, callAt(index))));
    expect(await lists()).toEqual({ '2026-03': 100, '2026-03-0002': 2 });
  });

  it('say nothing any more of what was scrubbed', async () => {
    await archive.save(scope, callAt(1, { summary: 'zebrafinch' }));
    await archive.save(scope, callAt(1, { summary: null }));
    await archive.scrubLists(tenantScope(2), ['CA1']);
    const { filesOf } = await import('./oblivion.ts');
    const listed = async () =>
      [...(await filesOf(dataDir))].filter(
        ([path, text]) => path.includes('call-month') && text.includes('zebrafinch'),
      ).length;
    expect(await listed()).toBe(1);
    await archive.scrubLists(scope, ['CA1', 'CAunknown']);
    expect(await listed()).toBe(0);
  });
});

describe('the list of calls', () => {
  it('comes in pages, by cursor or by place, and says how many there are', async () => {
    await keep(25);
    const first = archive.list({ limit: 10 });
    expect(first.calls[0]?.callSid).toBe('CA24');
    expect(first).toMatchObject({ total: 25 });
    const second = archive.list({ limit: 10, cursor: first.nextCursor ?? '' });
    expect(second.calls.map(({ callSid }) => callSid)).toEqual(
      archive.list({ limit: 10, offset: 10 }).calls.map(({ callSid }) => callSid),
    );
    const last = archive.list({ limit: 10, offset: 20 });
    expect([last.calls.length, last.nextCursor, last.total]).toEqual([5, null, 25]);
    expect(archive.list({ limit: 10, offset: 99 })).toEqual({ calls: [], nextCursor: null, total: 25 });
  });

  it('forgets a tenant whole', async () => {
    await keep(3);
    archive.forget(1);
    expect(archive.list({ limit: 5 })).toEqual({ calls: [], nextCursor: null, total: 0 });
    expect(archive.find('CA1')).toBeUndefined();
  });
});

describe('the filters', () => {
  const call = summaryOf(
    callAt(5, {
      from: '+1 (212) 555-0142',
      durationMs: 90_000,
      engine: 'offline',
      practice: true,
      reading: { outcome: 'booked', sentiment: 'neutral', followUps: [], fields: {} },
      flags: [{ kind: 'model-failed', text: 'It failed.', atMs: 1 }],
    }),
  );
  const at = call.startedAt;
  const later = timeOf(6);

  it.each([
    [{ outcome: 'booked' }, { outcome: 'answered' }],
    [{ ending: 'caller-hung-up' }, { ending: 'silent' }],
    [{ flagged: 'true' }, { flagged: 'false' }],
    [{ practice: 'true' }, { practice: 'false' }],
    [{ engine: 'offline' }, { engine: 'openai' }],
    [{ caller: '555 0142' }, { caller: '555 0143' }],
    [{ minSeconds: '90' }, { minSeconds: '91' }],
    [{ since: at }, { since: later }],
    [{ until: later }, { until: at }],
  ])('let %j through and stop %j', (fits, stops) => {
    expect(fitting(callQuery.parse(fits))(call)).toBe(true);
    expect(fitting(callQuery.parse(stops))(call)).toBe(false);
    expect(fitting(callQuery.parse({ ...fits, ...stops }))(call)).toBe(false);
  });

  it.each([
    { outcome: 'none' },
    { ending: 'x' },
    { flagged: 'yes' },
    { caller: 'abc' },
    { since: 'yesterday' },
    { minSeconds: '-1' },
    { text: 'x'.repeat(201) },
    { offset: '-1' },
    { limit: '0' },
  ])('refuse %j', (query) => expect(callQuery.safeParse(query).success).toBe(false));
});
