import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trades, withTrade } from '../../server/agent/trades.ts';
import type { ErrorBody } from '../../server/contracts/error.ts';
import type { KnowledgeItem } from '../../server/contracts/knowledge.ts';
import { tenantCreate } from '../../server/contracts/tenant.ts';
import type { Trade } from '../../server/contracts/trade.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';

const IDS = ['insurance', 'dental', 'law', 'real-estate', 'plumbing', 'salon', 'restaurant', 'repair'];
const identity = { businessName: 'Acme Corp', contactName: 'Ann Lee', email: 'ann@example.com' };

describe('the trade templates', () => {
  it.each(trades())('$id is a whole receptionist that says what it is', ({ agent, knowledge, lines }) => {
    expect(agent.agentName).toBeTruthy();
    expect(agent.voice).toBeTruthy();
    for (const words of [agent.greeting, agent.returningGreeting, agent.closedGreeting])
      expect(words).toMatch(/\{agent_name\}, (?:speaking, )?the AI|\{agent_name\}.* AI /);
    expect(agent.returningGreeting).toContain('{user_name}');
    expect(agent.schedule?.weekly.length).toBeGreaterThan(4);
    expect(Object.keys(agent.callFields?.properties ?? {}).length).toBeGreaterThan(2);
    expect(Object.values(agent.personality ?? {}).some((value) => value !== 50)).toBe(true);
    expect(agent.appointments).toBe('request');
    expect(agent.instructions?.length).toBeGreaterThan(100);
    expect(knowledge.length).toBeGreaterThan(2);
    expect(lines.length).toBeGreaterThan(1);
  });

  it('are those of the eight trades, each under its own name and voice', () => {
    expect(trades().map(({ id }) => id)).toEqual(IDS);
    expect(new Set(trades().map(({ agent }) => agent.agentName)).size).toBe(IDS.length);
  });

  it('make a tenant that the form itself would accept', () => {
    for (const trade of trades()) {
      const input = withTrade({ ...identity, ...trade.sample }, trade);
      expect(tenantCreate.safeParse(input).error).toBeUndefined();
    }
  });

  it('lie under what is asked for, slider by slider, and a null still means to inherit', () => {
    const [trade] = trades();
    if (!trade) throw new Error('There is no template.');
    const { agent } = withTrade(
      { ...identity, agent: { agentName: 'Zoe', voice: null, personality: { warmth: 3 } } },
      trade,
    );
    expect(agent).toMatchObject({ agentName: 'Zoe', voice: null, greeting: trade.agent.greeting });
    expect(agent?.personality).toEqual({ ...trade.agent.personality, warmth: 3 });
    expect(withTrade({ ...identity, agent: { personality: null } }, trade).agent?.personality).toBeNull();
  });
});

describe('a tenant made from a trade', { timeout: 60_000 }, () => {
  let appliance: Appliance;
  beforeAll(async () => {
    appliance = await startAppliance();
  });
  afterAll(() => appliance.stop());

  const knowledgeOf = async (id: number): Promise<KnowledgeItem[]> =>
    (await appliance.api<{ items: KnowledgeItem[] }>('GET', `/api/tenants/${id}/knowledge`)).body.items;

  it('has the settings, the hours and the sample answers of the template', async () => {
    const offered = (await appliance.api<Trade[]>('GET', '/api/trades')).body;
    const dental = offered.find(({ id }) => id === 'dental');
    const tenant = await appliance.createTenant({ trade: 'dental', agent: { agentName: 'Robin' } });
    expect(tenant.agent).toEqual({ ...dental?.agent, agentName: 'Robin' });
    const items = await knowledgeOf(tenant.id);
    expect(items.map(({ title, sample }) => ({ title, sample }))).toEqual(
      dental?.knowledge.map(({ title }) => ({ title, sample: true })),
    );
  });

  it('knows its samples on the first call, and loses the mark of one that was made its own', async () => {
    const tenant = await appliance.createTenant({ trade: 'salon' });
    const call = await appliance.practise(tenant.id, ['Do you take walk-ins?', 'Goodbye.']);
    expect(call.transcript.map(({ text }) => text).join(' ')).toContain('safer to book');
    const [first] = await knowledgeOf(tenant.id);
    await appliance.api('PATCH', `/api/tenants/${tenant.id}/knowledge/${first?.id}`, { text: 'Our own.' });
    const [own, next] = await knowledgeOf(tenant.id);
    expect([own?.text, own?.sample, next?.sample]).toEqual(['Our own.', undefined, true]);
  });

  it('is refused for a trade that there is not, and nothing is left of it', async () => {
    const before = (await appliance.api<unknown[]>('GET', '/api/tenants')).body.length;
    const { status, body } = await appliance.api<ErrorBody>('POST', '/api/tenants', {
      ...identity,
      trade: 'alchemy',
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('no trade template called alchemy');
    expect(body.error.fields).toHaveProperty('trade');
    expect((await appliance.api<unknown[]>('GET', '/api/tenants')).body).toHaveLength(before);
  });
});
