import { describe, expect, it } from 'vitest';
import { patchBetween, withEdits } from '../../renderer/pages/tenants/agent-draft.ts';
import { hearables } from '../../renderer/pages/tenants/hear/settings-choice.ts';
import { type ListedTenant, tenantsAs } from '../../renderer/pages/tenants/tenant-order.ts';
import { fieldDiff, listDiff } from '../../renderer/pages/tenants/versions/list-diff.ts';
import { patchAgent } from '../../server/agent/patch.ts';
import { SLIDERS } from '../../server/contracts/sliders.ts';

const published = { agentName: 'Nora', hours: 'nine to five', personality: { humor: 20, warmth: 70 } };

describe('an agent beside another one', () => {
  it('is what the server makes of the same edits', () => {
    const edits = { agentName: null, address: 'Mill Lane', personality: { humor: null, detail: 10 } };
    expect(withEdits(published, edits)).toEqual(patchAgent(published, edits));
    expect(withEdits(published, { personality: null })).toEqual(patchAgent(published, { personality: null }));
    expect(withEdits(published, {})).toEqual(published);
  });

  it('is reached from the other by the change between them', () => {
    const other = { agentName: 'Mia', address: 'Mill Lane', personality: { warmth: 70, detail: 10 } };
    const change = patchBetween(published, other);
    expect(change).toEqual({
      agentName: 'Mia',
      address: 'Mill Lane',
      hours: null,
      personality: { humor: null, detail: 10 },
    });
    expect(patchAgent(published, change)).toEqual(other);
    expect(patchBetween(published, published)).toEqual({});
  });

  it('can be heard as published, as edited, as a draft, by default and as a preset', () => {
    const stage = { tenantId: 1, published, draft: { ...published, agentName: 'Mia' } };
    const preset = { id: 'calm', title: 'Calm', description: '', personality: { patience: 80 } };
    const editing = { saved: stage.draft, inherited: null, edits: { personality: { humor: 90 } } };
    const all = hearables({ stage, editing, presets: [preset] });
    expect(all.map(({ value }) => value)).toEqual(['published', 'edit', 'draft', 'default', 'preset calm']);
    const agentOf = (value: string) => all.find((one) => one.value === value)?.agent;
    expect(agentOf('published')).toEqual({});
    expect(agentOf('edit')).toEqual({ agentName: 'Mia', personality: { humor: 90 } });
    expect(agentOf('draft')).toEqual({ agentName: 'Mia' });
    expect(Object.keys(agentOf('preset calm')?.personality ?? {})).toHaveLength(SLIDERS.length);
    const unedited = { saved: published, inherited: null, edits: {} };
    const fewer = hearables({ stage: { ...stage, draft: null }, editing: unedited, presets: [] });
    expect(fewer.map(({ value }) => value)).toEqual(['published', 'default']);
  });
});

describe('a list beside another one', () => {
  it('names what was added, removed and changed', () => {
    const ann = { label: 'Ann', number: '+1', mode: 'warm' };
    const bo = { label: 'Bo', number: '+2', mode: 'warm' };
    const diff = listDiff(
      [ann, bo],
      [
        { ...bo, number: '+3' },
        { ...ann, label: 'Cy' },
      ],
    );
    expect(diff.added).toMatchObject([{ label: 'Cy' }]);
    expect(diff.removed).toEqual([ann]);
    expect(diff.changed).toEqual([{ before: bo, after: { ...bo, number: '+3' } }]);
    expect(fieldDiff(bo, { ...bo, number: '+3' })).toEqual([{ field: 'number', before: '+2', after: '+3' }]);
  });

  it('says so when only the order is another', () => {
    expect(listDiff(['a', 'b'], ['b', 'a']).onlyMoved).toBe(true);
    expect(listDiff(['a'], ['b']).onlyMoved).toBe(false);
  });
});

describe('the list of tenants', () => {
  const listed = (id: number, businessName: string, calls: number, status = 'active') =>
    // Only what the list looks at.
    ({
      tenant: {
        id,
        businessName,
        contactName: 'Ann',
        email: 'a@example.com',
        phoneNumbers: [`+1212555000${id}`],
        status,
      },
      standing: { tenantId: id, calls, lastCallAt: null, openMessages: id },
    }) as unknown as ListedTenant;
  const all = [listed(1, 'Zed', 5), listed(2, 'acme', 0, 'suspended'), listed(3, 'Beta', 5)];
  const names = (wanted: Partial<Parameters<typeof tenantsAs>[1]>) =>
    tenantsAs(all, { text: '', status: null, order: 'name', ...wanted }).map(
      ({ tenant }) => tenant.businessName,
    );

  it('is in the order that is wanted, alike ones by name', () => {
    expect(names({})).toEqual(['acme', 'Beta', 'Zed']);
    expect(names({ order: 'calls' })).toEqual(['Beta', 'Zed', 'acme']);
    expect(names({ order: 'newest' })).toEqual(['Beta', 'acme', 'Zed']);
    expect(names({ order: 'messages' })).toEqual(['Beta', 'acme', 'Zed']);
    expect(names({ order: 'lastCall' })).toEqual(['acme', 'Beta', 'Zed']);
  });

  it('holds only what fits the words and the status', () => {
    expect(names({ text: 'ACM' })).toEqual(['acme']);
    expect(names({ text: '212 555 0003' })).toEqual(['Beta']);
    expect(names({ status: 'suspended' })).toEqual(['acme']);
    expect(names({ text: 'zed', status: 'suspended' })).toEqual([]);
  });
});
