import { beforeEach, describe, expect, it } from 'vitest';
import { tenantScope } from '../../server/store/make-scope.ts';
import { Drafts } from '../../server/tenants/drafts.ts';
import { MemoryStore } from '../memory-store.ts';
import { acme, startTenants } from './world.ts';

const scope = tenantScope(1);
const PREMIUM = [
  {
    label: 'Ann',
    number: '+19005551234',
    when: '',
    mode: 'cold' as const,
    schedule: { weekly: [], holidays: [] },
  },
];

let store: MemoryStore;
let world: Awaited<ReturnType<typeof startTenants>>;
let drafts: Drafts;

beforeEach(async () => {
  store = new MemoryStore();
  world = await startTenants(store);
  const publish = (event: (typeof world.events)[number]) => void world.events.push(event);
  drafts = new Drafts({ store, tenants: world.tenants, clock: world.clock, publish });
  const agent = { agentName: 'Robin', voice: 'sage' as const, personality: { warmth: 60, humor: 20 } };
  await world.tenants.create({ ...acme, agent }, 'test');
});
const update = (agent: Parameters<typeof world.tenants.update>[1]['agent']) =>
  world.tenants.update(scope, { agent }, 'test');

describe('a draft', () => {
  it('is none at first', async () => {
    expect(await drafts.view(scope)).toEqual({ draft: null, changes: [], outdated: false });
    await expect(drafts.agentOf(scope)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('begins with what is published, and leaves that alone', async () => {
    const view = await drafts.update(scope, { agentName: 'Kim', voice: null, personality: { humor: 90 } });
    expect(view).toEqual({
      draft: {
        agent: { agentName: 'Kim', personality: { warmth: 60, humor: 90 } },
        basedOn: 1,
        updatedAt: '2026-03-02T15:00:00.000Z',
      },
      changes: [
        { path: 'agent.agentName', before: 'Robin', after: 'Kim' },
        { path: 'agent.personality.humor', before: 20, after: 90 },
        { path: 'agent.voice', before: 'sage', after: null },
      ],
      outdated: false,
    });
    expect(world.tenants.get(scope)).toMatchObject({ version: 1, agent: { agentName: 'Robin' } });
    expect(world.events.at(-1)).toEqual({ type: 'draft.changed', tenantId: 1 });
  });

  it('is still there after a restart', async () => {
    await drafts.update(scope, { agentName: 'Kim' });
    const later = await startTenants(store);
    const again = new Drafts({ store, tenants: later.tenants, clock: later.clock, publish: () => {} });
    expect(await again.agentOf(scope)).toMatchObject({ agentName: 'Kim', voice: 'sage' });
  });

  it('is dropped, once', async () => {
    await drafts.update(scope, { agentName: 'Kim' });
    expect(await drafts.drop(scope)).toBe(true);
    expect(await drafts.drop(scope)).toBe(false);
    expect((await drafts.view(scope)).draft).toBeNull();
    expect(store.dump().join()).not.toContain('Kim');
  });

  it('of a tenant that is gone is not found, and none can be begun', async () => {
    await drafts.update(scope, { agentName: 'Kim' });
    await world.tenants.delete(scope);
    const left = store.dump().length;
    await expect(drafts.view(scope)).rejects.toMatchObject({ code: 'not-found' });
    await expect(drafts.update(scope, { agentName: 'Lou' })).rejects.toMatchObject({ code: 'not-found' });
    expect(store.dump()).toHaveLength(left);
  });
});

describe('publishing', () => {
  it('makes a version of the tenant and leaves no draft', async () => {
    await drafts.update(scope, { agentName: 'Kim' });
    expect(await drafts.publish(scope, 'operator')).toMatchObject({
      version: 2,
      agent: { agentName: 'Kim' },
    });
    expect((await world.tenants.versions(scope))[0]).toMatchObject({
      version: 2,
      by: 'operator',
      changes: [{ path: 'agent.agentName', before: 'Robin', after: 'Kim' }],
    });
    expect((await drafts.view(scope)).draft).toBeNull();
  });

  it('needs a draft', async () => {
    await expect(drafts.publish(scope, 'operator')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Acme Corp has no draft'),
    });
  });

  it('of a draft that changes nothing makes no version', async () => {
    await drafts.update(scope, {});
    expect((await drafts.publish(scope, 'operator')).version).toBe(1);
    expect((await drafts.view(scope)).draft).toBeNull();
  });

  it('is refused where a call could not be put through, and the draft stays', async () => {
    await drafts.update(scope, { transfers: PREMIUM });
    await expect(drafts.publish(scope, 'operator')).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'agent.transfers.0.number': expect.stringContaining('premium') },
    });
    expect(world.tenants.get(scope).version).toBe(1);
    expect((await drafts.view(scope)).changes).toHaveLength(1);
  });

  it('that can’t be stored leaves draft and tenant as they were', async () => {
    await drafts.update(scope, { agentName: 'Kim' });
    store.failAfter(0);
    await expect(drafts.publish(scope, 'operator')).rejects.toMatchObject({ code: 'storage-failed' });
    store.recover();
    expect(world.tenants.get(scope).agent.agentName).toBe('Robin');
    expect((await drafts.view(scope)).draft?.agent.agentName).toBe('Kim');
  });
});

describe('what is published meanwhile', () => {
  beforeEach(async () => {
    await drafts.update(scope, { agentName: 'Kim', personality: { humor: 90 } });
    await update({ agentName: 'Sam', voice: 'coral', address: 'Main Street 1', personality: { warmth: 10 } });
  });

  it('stays where the draft left it alone, slider by slider; elsewhere the draft wins', async () => {
    expect(await drafts.view(scope)).toMatchObject({
      outdated: true,
      draft: { basedOn: 1 },
      changes: [
        { path: 'agent.agentName', before: 'Sam', after: 'Kim' },
        { path: 'agent.personality.humor', before: 20, after: 90 },
      ],
    });
    expect((await drafts.publish(scope, 'operator')).agent).toEqual({
      agentName: 'Kim',
      voice: 'coral',
      address: 'Main Street 1',
      personality: { warmth: 10, humor: 90 },
    });
  });

  it('is taken in with the next change, also what that sets back', async () => {
    const view = await drafts.update(scope, { voice: null });
    expect(view).toMatchObject({ outdated: false, draft: { basedOn: 2 } });
    expect((await drafts.publish(scope, 'operator')).agent).not.toHaveProperty('voice');
  });

  it('does not make it outdated where it is no matter of the agent', async () => {
    await drafts.update(scope, {});
    await world.tenants.update(scope, { contactName: 'Lee' }, 'test');
    expect((await drafts.view(scope)).outdated).toBe(false);
  });

  it('is removed where it was set back to the default', async () => {
    await update({ address: null, voice: null, personality: { warmth: null } });
    expect((await drafts.publish(scope, 'operator')).agent).toEqual({
      agentName: 'Kim',
      personality: { humor: 90 },
    });
  });
});
