import { describe, expect, it, onTestFinished } from 'vitest';
import { ERASED } from '../../server/call/erasure.ts';
import { callRecord } from '../../server/contracts/call.ts';
import { erasureReceipt } from '../../server/contracts/memory.ts';
import { AppError } from '../../server/platform/errors.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { filesOf, keepCall, type Oblivion, openOblivion, untilTried } from './oblivion.ts';

const one = tenantScope(1);
const two = tenantScope(2);
const DANA = '+15551234567';
const BOB = '+15557654321';
const SECRETS = { dana: 'zebrafinch', bob: 'quokkamoon', other: 'wombatsong', nameless: 'ospreyhill' };

/** Dana with three calls in two months, Bob with one, somebody without a number, and Dana as tenant 2 knows her. */
async function populate(house: Oblivion): Promise<void> {
  const { dana, bob, other, nameless } = SECRETS;
  const days = ['2026-01-10', '2026-01-20', '2026-02-10'].map((day) => `${day}T10:00:00.000Z`);
  for (const [index, startedAt] of days.entries())
    await keepCall(house, one, { callSid: `CAdana${index}`, from: DANA, secret: dana, startedAt });
  const startedAt = '2026-01-15T10:00:00.000Z';
  await keepCall(house, one, { callSid: 'CAbob', from: BOB, secret: bob, startedAt });
  await keepCall(house, one, { callSid: 'CAnobody', from: 'anonymous', secret: nameless, startedAt });
  await keepCall(house, two, { callSid: 'CAother', from: DANA, secret: other, startedAt });
  await untilTried(house);
}

async function opened(dataDir: string, options: Partial<Parameters<typeof openOblivion>[0]> = {}) {
  const house = await openOblivion({ dataDir, ...options });
  let isOpen = true;
  const stop = async (): Promise<void> => {
    if (isOpen) await house.stop();
    isOpen = false;
  };
  onTestFinished(stop);
  return { ...house, stop };
}

/** Paths of files that hold any of the texts, in their name or content. */
async function whereIs(dataDir: string, ...texts: string[]): Promise<string[]> {
  const found = [...(await filesOf(dataDir))].filter(([path, content]) =>
    texts.some((text) => path.includes(text) || content.toLowerCase().includes(text.toLowerCase())),
  );
  return found.map(([path]) => path);
}
const ofDana = (dataDir: string) => whereIs(`${dataDir}/tenants/1`, SECRETS.dana, DANA.slice(1));

describe('forgetting a caller', () => {
  it('leaves nothing of them in any file, and says what it did', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    expect((await ofDana(dataDir)).length).toBeGreaterThan(12);
    const receipt = await house.forgetting.forget(one, { caller: DANA, by: 'operator' });
    expect(erasureReceipt.parse(receipt)).toMatchObject({
      tenantId: 1,
      by: 'operator',
      erased: { memory: true, calls: 3, messages: 3, recordings: 3, gaps: 1 },
    });
    expect(receipt.erased.deliveries).toBeGreaterThanOrEqual(3);
    expect(await ofDana(dataDir)).toEqual([]);
    // Beyond the tenant's folder too: only tenant 2 has this caller.
    expect((await whereIs(dataDir, DANA.slice(1))).every((path) => path.startsWith('/tenants/2/'))).toBe(
      true,
    );
    expect(await whereIs(dataDir, SECRETS.dana)).toEqual([]);
    await house.stop();
    expect(await ofDana(dataDir)).toEqual([]);
  });

  it('is told of once there is a receipt to show', async () => {
    const house = await opened(await temporaryFolder());
    await populate(house);
    const before = house.events.length;
    const { id } = await house.forgetting.forget(one, { caller: DANA, by: 'operator' });
    expect(house.events.slice(before).at(-1)).toEqual({ type: 'caller.forgotten', tenantId: 1 });
    expect(await house.forgetting.receipts(one)).toMatchObject([{ id }]);
  });

  it('keeps what billing needs of the calls, anonymously, also after a restart', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    await house.forgetting.forget(one, { caller: DANA, by: 'operator' });
    await house.stop();
    const later = await opened(dataDir);
    for (const { archive } of [house, later]) {
      const { calls } = archive.list({ tenantId: 1, limit: 10 });
      expect(calls).toHaveLength(5);
      expect(calls.filter(({ from }) => from === ERASED)).toHaveLength(3);
      expect(JSON.stringify(calls)).not.toMatch(/zebrafinch|15551234567/);
    }
    const record = callRecord.parse(await later.archive.read(one, 'CAdana1'));
    expect(record).toMatchObject({
      namespace: null,
      from: ERASED,
      to: '+15559990001',
      durationMs: 60_000,
      costUsd: 0.25,
      startedAt: '2026-01-20T10:00:00.000Z',
      transcript: [],
      messages: [],
      summary: null,
      reading: null,
      transfers: [],
      recorded: false,
    });
    expect(record.flags.map(({ kind }) => kind)).toEqual(['forgotten']);
  });

  it('touches no other caller and no other tenant', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    const before = await filesOf(`${dataDir}/tenants/2`);

    await house.forgetting.forget(one, { caller: DANA, by: 'operator' });
    expect(await filesOf(`${dataDir}/tenants/2`)).toEqual(before);
    expect((await house.memories.recall(one, BOB))?.facts).toHaveLength(1);
    expect((await house.archive.read(one, 'CAbob'))?.transcript).toHaveLength(1);
    expect((await house.all(1)).map(({ callSid }) => callSid).sort()).toEqual(['CAbob', 'CAnobody']);
    expect(await house.all(2)).toHaveLength(1);
    expect([...house.recordings].sort()).toEqual(['CAbob', 'CAnobody', 'CAother']);
    expect((await house.knowledge.gaps(one)).map(({ question }) => question).join()).toContain(SECRETS.bob);
  });

  it('is in the audit log and among the receipts, without who it was', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    const receipt = await house.forgetting.forget(one, { caller: DANA, by: 'tenant' });
    expect(await house.forgetting.receipts(one)).toEqual([receipt]);
    expect(await house.forgetting.receipts(two)).toEqual([]);
    const { entries } = await house.store.audit.list({ limit: 10 });
    expect(entries).toMatchObject([
      { by: 'tenant', action: 'caller.forgotten', tenantId: 1, detail: { receipt: receipt.id, calls: 3 } },
    ]);
    expect(JSON.stringify([entries, receipt])).not.toMatch(/zebrafinch|5551234567|CAdana/);
  });

  it('of whom nothing is kept is proven too; a number that can’t be one is refused', async () => {
    const house = await opened(await temporaryFolder());
    const nothing = { memory: false, calls: 0, messages: 0, recordings: 0, deliveries: 0, gaps: 0 };
    const receipt = await house.forgetting.forget(one, { caller: DANA, by: 'operator' });
    expect(receipt.erased).toEqual(nothing);
    await expect(house.forgetting.forget(one, { caller: 'anonymous', by: 'operator' })).rejects.toMatchObject(
      {
        code: 'invalid',
      },
    );
  });

  it('waits for readings, and is refused while the caller is on the line', async () => {
    const dataDir = await temporaryFolder();
    const asked: unknown[] = [];
    const house = await opened(dataDir, {
      async settle(scope, caller) {
        asked.push([scope.tenantId, caller]);
        throw new AppError('conflict', 'This caller is on the line now.');
      },
    });
    await populate(house);
    const before = await filesOf(dataDir);
    const wish = { caller: DANA, by: 'operator' } as const;
    await expect(house.forgetting.forget(one, wish)).rejects.toMatchObject({ code: 'conflict' });
    expect(asked).toEqual([[1, DANA]]);
    expect(await filesOf(dataDir)).toEqual(before);
  });
});

describe('a crash in the midst of it', () => {
  it('is made up for at the next start, wherever it came', async () => {
    let finished = false;
    for (let writes = 0; !finished; writes += 1) {
      const dataDir = await temporaryFolder();
      const house = await opened(dataDir);
      await populate(house);
      await house.stop();
      const failing = await opened(dataDir, { writes });
      finished = await failing.forgetting.forget(one, { caller: DANA, by: 'operator' }).then(
        () => true,
        () => false,
      );
      await failing.stop();
      const later = await opened(dataDir);
      await later.forgetting.resume(one);
      // Without a note of it nothing was begun.
      const wasNoted = writes > 0;
      expect((await ofDana(dataDir)).length > 0, `after ${writes} writes`).toBe(!wasNoted);
      expect(await later.forgetting.receipts(one)).toHaveLength(wasNoted ? 1 : 0);
      expect(later.archive.list({ tenantId: 1, limit: 10 }).calls).toHaveLength(5);
      if (wasNoted) expect((await later.archive.read(one, 'CAdana0'))?.costUsd).toBe(0.25);
      expect((await later.archive.read(one, 'CAbob'))?.transcript).toHaveLength(1);
      await later.stop();
    }
  }, 120_000);
});

describe('a caller who asks for it in a call', () => {
  it('gets the number of the receipt at once, and is forgotten once the call has ended', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    const call = { callSid: 'CAdana2', from: DANA };
    const id = await house.forgetting.reserve(one, call);
    expect(await house.forgetting.reserve(one, call)).toBe(id);
    expect((await ofDana(dataDir)).length).toBeGreaterThan(12);
    await house.forgetting.afterCall(one, call);
    expect(await ofDana(dataDir)).toEqual([]);
    expect(await house.forgetting.receipts(one)).toMatchObject([{ id, by: 'caller', erased: { calls: 3 } }]);
  });

  it('is forgotten at the next start where the call’s end was not seen', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    const id = await house.forgetting.reserve(one, { callSid: 'CAdana2', from: DANA });
    await house.stop();
    const later = await opened(dataDir);
    await later.forgetting.resume(one);
    expect(await ofDana(dataDir)).toEqual([]);
    expect(await later.forgetting.receipts(one)).toMatchObject([{ id }]);
  });

  it('without a number has that call forgotten', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    await house.forgetting.afterCall(one, { callSid: 'CAnobody', from: 'anonymous' });
    expect(await whereIs(dataDir, SECRETS.nameless)).toEqual([]);
    expect((await house.forgetting.receipts(one))[0]?.erased).toMatchObject({ memory: false, calls: 1 });
    expect((await ofDana(dataDir)).length).toBeGreaterThan(12);
  });
});

describe('days to keep', () => {
  it('are counted from the last call of each caller', async () => {
    const dataDir = await temporaryFolder();
    const clock = new ManualClock('2026-02-20T10:00:00.000Z');
    const house = await opened(dataDir, { clock });
    await populate(house);
    await house.memories.patch(one, '+15550000009', { profile: { name: 'Never rang' } });
    expect(await house.forgetting.sweep(one, 60)).toEqual([]);
    const receipts = await house.forgetting.sweep(one, 30);
    expect(receipts).toMatchObject([
      { by: 'retention', erased: { memory: true, calls: 1 } },
      { by: 'retention', erased: { memory: false, calls: 1 } },
    ]);
    expect(await whereIs(`${dataDir}/tenants/1`, SECRETS.bob, SECRETS.nameless, BOB.slice(1))).toEqual([]);
    expect((await house.memories.recall(one, DANA))?.callCount).toBe(3);
    expect(await house.memories.recall(one, '+15550000009')).not.toBeNull();
    expect(await house.memories.recall(two, DANA)).not.toBeNull();
    expect(await house.forgetting.sweep(one, 30)).toEqual([]);
  });

  it('leave those who are left for the next time once the server stops', async () => {
    const stopping = new AbortController();
    const house = await opened(await temporaryFolder(), {
      clock: new ManualClock('2026-12-20T10:00:00.000Z'),
      settle: async () => stopping.abort(),
    });
    await populate(house);
    expect(await house.forgetting.sweep(one, 30, stopping.signal)).toHaveLength(1);
    expect(await house.forgetting.sweep(one, 30)).toHaveLength(2);
  });

  it('leave a caller who can’t be forgotten now for the next time', async () => {
    const clock = new ManualClock('2026-12-20T10:00:00.000Z');
    const house = await opened(await temporaryFolder(), {
      clock,
      async settle(_scope, caller) {
        if (caller === BOB) throw new AppError('conflict', 'This caller is on the line now.');
      },
    });
    await populate(house);
    expect(await house.forgetting.sweep(one, 30)).toHaveLength(2);
    expect(await house.memories.recall(one, BOB)).not.toBeNull();
    expect(await house.memories.recall(one, DANA)).toBeNull();
  });
});
