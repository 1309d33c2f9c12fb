import { describe, expect, it, onTestFinished } from 'vitest';
import { ERASED } from '../../server/call/erasure.ts';
import { erasureReceipt } from '../../server/contracts/memory.ts';
import { AppError } from '../../server/platform/errors.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { filesOf, keepCall, type Oblivion, openOblivion, untilTried } from './oblivion.ts';

const one = tenantScope(1);
const two = tenantScope(2);
const DANA = '+15551234567';
/** What was said in Dana's first call, in her second, and by somebody without a number. */
const FIRST = 'zebrafinch';
const SECOND = 'quokkamoon';
const NAMELESS = 'ospreyhill';

async function populate(house: Oblivion): Promise<void> {
  const at = (day: string): string => `2026-01-${day}T10:00:00.000Z`;
  await keepCall(house, one, { callSid: 'CAfirst', from: DANA, secret: FIRST, startedAt: at('10') });
  await keepCall(house, one, { callSid: 'CAsecond', from: DANA, secret: SECOND, startedAt: at('12') });
  await keepCall(house, one, {
    callSid: 'CAnobody',
    from: 'anonymous',
    secret: NAMELESS,
    startedAt: at('14'),
  });
  // Who rang is known by the second call too.
  const { profile } = (await house.memories.recall(one, DANA)) ?? {};
  expect(profile?.preferences).toHaveLength(2);
  await house.memories.patch(one, DANA, { profile: { name: 'Dana', preferences: [] } });
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

/** Paths of files that hold the text. */
async function whereIs(dataDir: string, text: string): Promise<string[]> {
  const found = [...(await filesOf(dataDir))].filter(([, content]) => content.toLowerCase().includes(text));
  return found.map(([path]) => path);
}

const wish = (callSid: string) => ({ callSid, by: 'operator' as const });

describe('forgetting one call', () => {
  it('leaves nothing of it in any file, keeps its cost, and says what it did', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    expect((await whereIs(dataDir, FIRST)).length).toBeGreaterThan(4);
    const receipt = await house.forgetting.forgetCall(one, wish('CAfirst'));
    expect(erasureReceipt.parse(receipt)).toMatchObject({
      tenantId: 1,
      by: 'operator',
      subject: 'call',
      erased: { memory: true, calls: 1, messages: 1, recordings: 1, gaps: 1 },
    });
    expect(receipt.erased.deliveries).toBeGreaterThanOrEqual(1);
    expect(await whereIs(dataDir, FIRST)).toEqual([]);
    expect(await house.archive.read(one, 'CAfirst')).toMatchObject({
      from: ERASED,
      namespace: null,
      transcript: [],
      messages: [],
      costUsd: 0.25,
      durationMs: 60_000,
      flags: [{ kind: 'forgotten', text: 'The call was forgotten.' }],
    });
    await house.stop();
    expect(await whereIs(dataDir, FIRST)).toEqual([]);
  });

  it('leaves the caller’s other calls, and what they taught', async () => {
    const house = await opened(await temporaryFolder());
    await populate(house);
    await house.forgetting.forgetCall(one, wish('CAfirst'));
    const memory = await house.memories.recall(one, DANA);
    expect(memory).toMatchObject({ callCount: 1, lastCallAt: '2026-01-12T10:00:00.000Z' });
    expect(memory?.facts.map(({ callSid }) => callSid)).toEqual(['CAsecond']);
    expect(memory?.profile.name).toBe('Dana');
    expect(JSON.stringify(memory)).not.toContain('CAfirst');
    expect((await house.archive.read(one, 'CAsecond'))?.transcript).toHaveLength(1);
    expect((await house.all(1)).map(({ callSid }) => callSid).sort()).toEqual(['CAnobody', 'CAsecond']);
    expect([...house.recordings].sort()).toEqual(['CAnobody', 'CAsecond']);
  });

  it('works for a caller without a number', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir);
    await populate(house);
    const { erased } = await house.forgetting.forgetCall(one, wish('CAnobody'));
    expect(erased).toMatchObject({ memory: false, calls: 1, messages: 1 });
    expect(await whereIs(dataDir, NAMELESS)).toEqual([]);
    expect((await house.memories.recall(one, DANA))?.callCount).toBe(2);
  });

  it('is in the audit log and among the receipts, by the call alone', async () => {
    const house = await opened(await temporaryFolder());
    await populate(house);
    const receipt = await house.forgetting.forgetCall(one, wish('CAfirst'));
    expect(house.events.at(-1)).toEqual({ type: 'caller.forgotten', tenantId: 1 });
    expect(await house.forgetting.receipts(one)).toEqual([receipt]);
    const { entries } = await house.store.audit.list({ limit: 1 });
    const detail = { receipt: receipt.id, callSid: 'CAfirst' };
    expect(entries).toMatchObject([{ by: 'operator', action: 'call.forgotten', tenantId: 1, detail }]);
    expect(JSON.stringify([entries, receipt])).not.toMatch(/zebrafinch|5551234567/);
  });

  it('is noted where no restore reaches it, by the call and not by its caller', async () => {
    const names: string[][] = [];
    const house = await opened(await temporaryFolder(), {
      noteForgotten: async (_scope, noted) => void names.push([...noted]),
    });
    await populate(house);
    await house.forgetting.forgetCall(one, wish('CAfirst'));
    expect(names).toEqual([['CAfirst']]);
  });

  it('is refused while it goes on, twice, for no call, and for another tenant’s', async () => {
    const dataDir = await temporaryFolder();
    const house = await opened(dataDir, {
      async settleCall(callSid) {
        if (callSid === 'CAsecond') throw new AppError('conflict', 'This call is still going on.');
      },
    });
    await populate(house);
    const before = await filesOf(dataDir);
    const refused = (callSid: string, scope = one) =>
      house.forgetting.forgetCall(scope, wish(callSid)).catch(({ code }: AppError) => code);
    expect(await refused('CAsecond')).toBe('conflict');
    expect(await refused('CAnone')).toBe('not-found');
    expect(await refused('CAfirst', two)).toBe('not-found');
    expect(await filesOf(dataDir)).toEqual(before);
    await house.forgetting.forgetCall(one, wish('CAfirst'));
    expect(await refused('CAfirst')).toBe('conflict');
    expect(await house.forgetting.receipts(one)).toHaveLength(1);
  });
});

describe('a crash while a call is forgotten', () => {
  it('is made up for at the next start, or by asking again, wherever it came', async () => {
    let finished = false;
    for (let writes = 0; !finished; writes += 1) {
      const dataDir = await temporaryFolder();
      const house = await opened(dataDir);
      await populate(house);
      await house.stop();
      const failing = await opened(dataDir, { writes });
      finished = await failing.forgetting.forgetCall(one, wish('CAfirst')).then(
        () => true,
        () => false,
      );
      await failing.stop();
      const later = await opened(dataDir);
      if (writes % 2 === 0) await later.forgetting.resume(one);
      else if (!finished) await later.forgetting.forgetCall(one, wish('CAfirst'));
      // Without a note of it nothing was begun.
      const wasNoted = writes > 0;
      expect((await whereIs(dataDir, FIRST)).length > 0, `after ${writes} writes`).toBe(!wasNoted);
      expect(await later.forgetting.receipts(one)).toHaveLength(wasNoted ? 1 : 0);
      expect((await later.archive.read(one, 'CAfirst'))?.costUsd).toBe(0.25);
      expect((await later.memories.recall(one, DANA))?.callCount).toBe(wasNoted ? 1 : 2);
      await later.stop();
    }
  }, 120_000);
});
