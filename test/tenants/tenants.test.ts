import { beforeEach, describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { tenantView } from '../../server/contracts/tenant.ts';
import { applianceScope, tenantScope } from '../../server/store/make-scope.ts';
import { LEDGER_KEY, TENANT_LEDGER } from '../../server/tenants/documents.ts';
import { MemoryStore } from '../memory-store.ts';
import { acme, NOTE, startTenants } from './world.ts';

const LINE = '+15550001111';
const OTHER_LINE = '+15550002222';

let store: MemoryStore;
let world: Awaited<ReturnType<typeof startTenants>>;
const restart = async () => {
  world = await startTenants(store);
};

beforeEach(async () => {
  store = new MemoryStore();
  await restart();
});

describe('creating', () => {
  it('fills in what is not given', async () => {
    const tenant = await world.tenants.create(acme, 'operator');
    expect(tenant).toEqual({
      id: 1,
      ...acme,
      phone: null,
      packageTier: 'starter',
      timeZone: 'Europe/Berlin',
      status: 'active',
      phoneNumbers: [],
      agent: {},
      version: 1,
      createdAt: '2026-03-02T15:00:00.000Z',
      updatedAt: '2026-03-02T15:00:00.000Z',
    });
  });

  it('takes everything that is given, without the nulls', async () => {
    const given = {
      ...acme,
      phone: '+15559998888',
      packageTier: 'enterprise' as const,
      timeZone: 'Asia/Tokyo',
      phoneNumber: LINE,
      agent: { agentName: 'Robin', voice: null, personality: { warmth: 80, humor: null } },
    };
    expect(await world.tenants.create(given, 'operator')).toMatchObject({
      phone: '+15559998888',
      packageTier: 'enterprise',
      timeZone: 'Asia/Tokyo',
      phoneNumbers: [LINE],
      agent: { agentName: 'Robin', personality: { warmth: 80 } },
    });
  });

  it('counts ids up from 1 and gives none twice, not after deletion nor a restart', async () => {
    await world.tenants.create(acme, 'operator');
    await world.tenants.create(acme, 'operator');
    await world.tenants.delete(tenantScope(2));
    expect((await world.tenants.create(acme, 'operator')).id).toBe(3);
    await world.tenants.delete(tenantScope(3));
    await restart();
    expect(world.tenants.list().map(({ id }) => id)).toEqual([1]);
    expect((await world.tenants.create(acme, 'operator')).id).toBe(4);
  });

  it('hands out what nobody can change', async () => {
    const tenant = await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    expect(() => tenant.phoneNumbers.push(OTHER_LINE)).toThrow(TypeError);
    expect(() => Object.assign(world.tenants.get(tenantScope(1)).agent, { voice: 'ash' })).toThrow(TypeError);
  });
});

describe('finding', () => {
  it('by number needs no store, before and after a restart', async () => {
    await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    expect(world.tenants.byNumber(LINE)?.id).toBe(1);
    await restart();
    expect(world.tenants.byNumber(LINE)?.id).toBe(1);
    expect(world.tenants.byNumber('__proto__')).toBeUndefined();
    expect(world.tenants.byNumber('15550001111')).toBeUndefined();
  });

  it('throws for a tenant that is not there', () => {
    expect(() => world.tenants.get(tenantScope(9))).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('numbers', () => {
  beforeEach(async () => {
    await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    await world.tenants.create({ ...acme, businessName: 'Bolt Ltd' }, 'operator');
  });

  it('belong to one tenant, and the error names it', async () => {
    const conflict = { code: 'conflict', message: expect.stringContaining('tenant 1, Acme Corp') };
    await expect(world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator')).rejects.toMatchObject(
      conflict,
    );
    await expect(
      world.tenants.update(tenantScope(2), { phoneNumbers: [OTHER_LINE, LINE] }, 'operator'),
    ).rejects.toMatchObject(conflict);
    expect(world.tenants.byNumber(OTHER_LINE)).toBeUndefined();
    expect(world.tenants.get(tenantScope(2)).version).toBe(1);
  });

  it('go to exactly one of many that ask at once', async () => {
    const attempts = await Promise.allSettled([
      ...Array.from({ length: 5 }, () =>
        world.tenants.create({ ...acme, phoneNumber: OTHER_LINE }, 'operator'),
      ),
      ...[1, 2].map((id) =>
        world.tenants.update(tenantScope(id), { phoneNumbers: [OTHER_LINE] }, 'operator'),
      ),
    ]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.tenants.list().filter(({ phoneNumbers }) => phoneNumbers.includes(OTHER_LINE))).toHaveLength(
      1,
    );
  });

  it('can move once the first tenant lets them go', async () => {
    await world.tenants.update(tenantScope(1), { phoneNumbers: [] }, 'operator');
    expect(world.tenants.byNumber(LINE)).toBeUndefined();
    await world.tenants.update(tenantScope(2), { phoneNumbers: [LINE, LINE] }, 'operator');
    expect(world.tenants.byNumber(LINE)?.id).toBe(2);
    expect(world.tenants.get(tenantScope(2)).phoneNumbers).toEqual([LINE]);
  });

  it('are free again after a deletion', async () => {
    await world.tenants.delete(tenantScope(1));
    expect(world.tenants.byNumber(LINE)).toBeUndefined();
    await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    expect(world.tenants.byNumber(LINE)?.id).toBe(3);
  });
});

describe('changing', () => {
  beforeEach(async () => {
    await world.tenants.create({ ...acme, agent: { personality: { warmth: 70, humor: 60 } } }, 'operator');
    world.events.length = 0;
    world.clock.advance(1_000);
  });

  it('makes a version and tells of it', async () => {
    const tenant = await world.tenants.update(
      tenantScope(1),
      { status: 'suspended', agent: { agentName: 'Robin', personality: { warmth: null, risk: 10 } } },
      'portal:ada',
    );
    expect(tenant).toMatchObject({
      status: 'suspended',
      version: 2,
      agent: { agentName: 'Robin', personality: { humor: 60, risk: 10 } },
      createdAt: '2026-03-02T15:00:00.000Z',
      updatedAt: '2026-03-02T15:00:01.000Z',
    });
    expect(world.events).toEqual([{ type: 'tenant.changed', tenantId: 1, version: 2 }]);
    const [newest, first] = await world.tenants.versions(tenantScope(1));
    expect(newest).toEqual({
      version: 2,
      at: '2026-03-02T15:00:01.000Z',
      by: 'portal:ada',
      changes: [
        { path: 'status', before: 'active', after: 'suspended' },
        { path: 'agent.agentName', before: null, after: 'Robin' },
        { path: 'agent.personality.risk', before: null, after: 10 },
        { path: 'agent.personality.warmth', before: 70, after: null },
      ],
      snapshot: tenant,
    });
    expect(first).toMatchObject({ version: 1, by: 'operator' });
    expect(first?.changes).toContainEqual({ path: 'businessName', before: null, after: 'Acme Corp' });
  });

  it('that changes nothing makes no version, no write, no event', async () => {
    const { writes } = store;
    const patch = {
      businessName: 'Acme Corp',
      phoneNumbers: [],
      agent: { voice: null, personality: { warmth: 70 } },
    };
    expect((await world.tenants.update(tenantScope(1), patch, 'operator')).version).toBe(1);
    expect(store.writes).toBe(writes);
    expect(world.events).toEqual([]);
  });

  it('at once loses no change', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.tenants.update(
          tenantScope(1),
          index % 2 === 0 ? { contactName: `C${index}` } : { agent: { hours: `H${index}` } },
          'operator',
        ),
      ),
    );
    expect(world.tenants.get(tenantScope(1))).toMatchObject({
      version: 21,
      contactName: 'C18',
      agent: { hours: 'H19' },
    });
    const versions = await world.tenants.versions(tenantScope(1));
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, n) => 21 - n));
  });

  it('can be taken back to any version, as a new one', async () => {
    await world.tenants.update(
      tenantScope(1),
      { businessName: 'Bolt', agent: { personality: null } },
      'operator',
    );
    const restored = await world.tenants.restore(tenantScope(1), 1, 'ada');
    expect(restored).toMatchObject({ version: 3, businessName: 'Acme Corp' });
    expect(restored.agent).toEqual({ personality: { warmth: 70, humor: 60 } });
    expect((await world.tenants.versions(tenantScope(1)))[0]).toMatchObject({ version: 3, by: 'ada' });
    await expect(world.tenants.restore(tenantScope(1), 9, 'ada')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('back to a version whose number another has by now is refused', async () => {
    await world.tenants.update(tenantScope(1), { phoneNumbers: [LINE] }, 'operator');
    await world.tenants.update(tenantScope(1), { phoneNumbers: [] }, 'operator');
    await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    await expect(world.tenants.restore(tenantScope(1), 2, 'ada')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the appliance’s defaults', () => {
  it('are the built-in agent at first and reach every tenant', async () => {
    const tenant = await world.tenants.create({ ...acme, agent: { voice: 'ash' } }, 'operator');
    expect(world.defaults.get()).toMatchObject({ ...BUILT_IN_AGENT, personality: { warmth: 50 } });
    await world.defaults.update({ hours: 'Always', voice: 'echo', personality: { warmth: 80 } }, 'operator');
    const view = tenantView.parse(world.tenants.viewOf(tenant));
    expect(view.effective.hours).toEqual({ value: 'Always', from: 'default' });
    expect(view.effective.voice).toEqual({ value: 'ash', from: 'tenant' });
    expect(view.effective.personality.warmth).toEqual({ value: 80, from: 'default' });
    expect(world.tenants.settingsOf(tenant)).toMatchObject({ hours: 'Always', voice: 'ash' });
    expect(world.events.at(-1)).toEqual({ type: 'defaults.changed' });
  });

  it('are kept in versions, and null goes back to what is built in', async () => {
    await world.defaults.update({ hours: 'Always', personality: { warmth: 80, humor: 10 } }, 'operator');
    await world.defaults.update({ hours: 'Always' }, 'operator');
    await world.defaults.update({ hours: null, personality: { humor: null } }, 'ada');
    await restart();
    expect(world.defaults.get()).toMatchObject({ hours: '', personality: { warmth: 80, humor: 50 } });
    expect(await world.defaults.versions()).toMatchObject([
      {
        version: 2,
        by: 'ada',
        changes: [
          { path: 'personality.humor', before: 10, after: null },
          { path: 'hours', after: null },
        ],
      },
      { version: 1, by: 'operator' },
    ]);
  });

  it('stay as they were when a write fails', async () => {
    const before = world.defaults.get();
    store.failAfter(0);
    await expect(world.defaults.update({ hours: 'Never' }, 'operator')).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(world.defaults.get()).toBe(before);
    expect(world.events).toEqual([]);
    store.recover();
    await world.defaults.update({ hours: 'Always' }, 'operator');
    expect(world.defaults.get().hours).toBe('Always');
  });
});

describe('a write that fails', () => {
  it.each([0, 1, 2, 3])('at step %i of a creation leaves nothing of it', async (steps) => {
    store.failAfter(steps);
    await expect(world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator')).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(world.tenants.list()).toEqual([]);
    expect(world.tenants.byNumber(LINE)).toBeUndefined();
    expect(world.events).toEqual([]);
    store.recover();
    await restart();
    expect(world.tenants.list()).toEqual([]);
    expect(await store.tenantIds()).toEqual([]);
    const tenant = await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    expect(tenant.id).toBe(steps === 0 ? 1 : 2);
  });

  it.each([0, 1])('at step %i of a change leaves the tenant as it was', async (steps) => {
    const before = await world.tenants.create({ ...acme, phoneNumber: LINE }, 'operator');
    world.events.length = 0;
    store.failAfter(steps);
    await expect(
      world.tenants.update(tenantScope(1), { businessName: 'Lost', phoneNumbers: [OTHER_LINE] }, 'operator'),
    ).rejects.toMatchObject({ code: 'storage-failed' });
    store.recover();
    for (const _ of ['in memory', 'after a restart']) {
      expect(world.tenants.get(tenantScope(1))).toEqual(before);
      expect(world.tenants.byNumber(OTHER_LINE)).toBeUndefined();
      expect(await world.tenants.versions(tenantScope(1))).toHaveLength(1);
      expect(world.events).toEqual([]);
      await restart();
    }
    const next = await world.tenants.update(tenantScope(1), { businessName: 'Kept' }, 'operator');
    expect(next.version).toBe(2);
    expect((await world.tenants.versions(tenantScope(1)))[0]).toMatchObject({
      version: 2,
      changes: [{ path: 'businessName', after: 'Kept' }],
    });
  });
});

describe('deleting', () => {
  beforeEach(async () => {
    for (const businessName of ['Doomed', 'Spared']) {
      const { id } = await world.tenants.create({ ...acme, businessName }, 'operator');
      await store.transact(tenantScope(id), async (writer) => {
        for (const key of ['one', 'two']) await writer.put(NOTE, key, { text: `of ${businessName}` });
      });
    }
    await world.tenants.update(tenantScope(1), { contactName: 'Doomed too' }, 'operator');
    world.events.length = 0;
  });

  const leftOver = () => store.dump().filter((document) => document.includes('Doomed'));

  it('erases the tenant with everything others keep of it, and nothing else', async () => {
    const spared = store.dump().filter((document) => document.startsWith('tenant-2/'));
    await world.tenants.delete(tenantScope(1));
    expect(leftOver()).toEqual([]);
    expect(await store.tenantIds()).toEqual([2]);
    expect(store.dump().filter((document) => document.startsWith('tenant-2/'))).toEqual(spared);
    expect(world.events).toEqual([{ type: 'tenant.changed', tenantId: 1, version: null }]);
    await expect(world.tenants.delete(tenantScope(1))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that cannot begin leaves the tenant', async () => {
    store.failAfter(0);
    await expect(world.tenants.delete(tenantScope(1))).rejects.toMatchObject({ code: 'storage-failed' });
    expect(world.tenants.get(tenantScope(1)).contactName).toBe('Doomed too');
    expect(world.events).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])('cut short after %i writes is finished by the next start', async (steps) => {
    store.failAfter(steps);
    await expect(world.tenants.delete(tenantScope(1))).rejects.toMatchObject({ code: 'storage-failed' });
    expect(world.tenants.list().map(({ id }) => id)).toEqual([2]);
    await restart();
    expect(world.tenants.list().map(({ id }) => id)).toEqual([2]);
    store.recover();
    await restart();
    expect(leftOver()).toEqual([]);
    expect(world.tenants.list().map(({ id }) => id)).toEqual([2]);
    const ledger = await store.read(applianceScope, (reader) => reader.get(TENANT_LEDGER, LEDGER_KEY));
    expect(ledger).toEqual({ lastId: 2, unfinished: [] });
  });
});
