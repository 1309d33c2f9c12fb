import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anonymousRecord, ERASED } from '../../server/call/erasure.ts';
import { newRecord, summaryOf } from '../../server/call/record.ts';
import { recoverCalls } from '../../server/call/recover.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { Tenant } from '../../server/contracts/tenant.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse } from './house-of-calls.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
let tenant: Tenant;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
  tenant = await house.createTenant();
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

function cutOff(callSid: string): CallRecord {
  const at = '2026-03-02T15:00:00.000Z';
  return {
    ...newRecord(house.incoming(callSid), tenant.id, at),
    state: 'ended',
    endReason: 'stream-lost',
    endedAt: at,
    durationMs: 1_000,
    transcript: [{ role: 'caller', text: 'Hello.', atMs: 0 }],
  };
}

describe('before a caller is forgotten', () => {
  it('calls that may still come back are read, and their journals let go', async () => {
    const scope = tenantScope(tenant.id);
    const record = cutOff('CAlost');
    const discard = vi.fn(async () => {});
    await house.afterCall.keep(scope, record);
    house.afterCall.finish({ scope, record, givenName: null, forgetting: false, discard });
    await house.afterCall.settle(`customer_${tenant.id}_user_15550000000`);
    expect(discard).not.toHaveBeenCalled();
    await house.afterCall.settle(record.namespace ?? '');
    expect(discard).toHaveBeenCalledOnce();
    expect((await house.memories.recall(scope, record.from))?.callCount).toBe(1);
    // Nothing is left that would read it again.
    house.clock.advance(120_000);
    expect(house.afterCall.takeBack('CAlost')).toBeNull();
  });

  it('one without a number is read too, by itself', async () => {
    const scope = tenantScope(tenant.id);
    const discard = vi.fn(async () => {});
    for (const callSid of ['CAone', 'CAtwo']) {
      const record = { ...cutOff(callSid), from: 'anonymous', namespace: null };
      await house.afterCall.keep(scope, record);
      house.afterCall.finish({ scope, record, givenName: null, forgetting: false, discard });
    }
    await house.afterCall.settle('CAone');
    expect(discard).toHaveBeenCalledOnce();
    expect(house.afterCall.takeBack('CAone')).toBeNull();
    expect(house.afterCall.takeBack('CAtwo')).not.toBeNull();
  });
});

describe('after a caller was forgotten', () => {
  it('a journal that stayed behind brings nothing back', async () => {
    const scope = tenantScope(tenant.id);
    const record = cutOff('CAgone');
    await house.archive.save(scope, anonymousRecord(summaryOf(record)));
    const remove = vi.fn(async () => {});
    const journals = {
      open: () => Promise.reject(new Error('Nothing is opened here.')),
      recover: async () => [{ journalId: 'j', entries: [{ entry: 'began', record }], remove }],
    };
    await recoverCalls({
      ...house,
      recordings: house.store.recordings,
      journals,
      logger: createLogger({ level: 'silent' }),
      cost: () => 0,
      scopeOf: tenantScope,
    });
    expect(remove).toHaveBeenCalledOnce();
    expect(await house.archive.read(scope, 'CAgone')).toMatchObject({ from: ERASED, transcript: [] });
    expect(await house.memories.recall(scope, record.from)).toBeNull();
  });
});
