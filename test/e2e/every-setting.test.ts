import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { AGENT_FIELDS, type AgentSettings } from '../../server/contracts/agent.ts';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';

const headers = [{ name: 'Authorization', value: 'Bearer {{KEY}}' }];
const NOON = { from: '12:00', to: '13:00' };
/** Two values of each setting, neither of them the built-in one: of the appliance, and of the tenant. */
const VALUES: { [Name in keyof AgentSettings]: [AgentSettings[Name], AgentSettings[Name]] } = {
  agentName: ['Robin', 'Quinn'],
  voice: ['cedar', 'ash'],
  offlineVoice: ['kal', 'awb'],
  greeting: ['Hello.', 'Hi.'],
  returningGreeting: ['Hello again.', 'Hi again.'],
  closedGreeting: ['We are closed.', 'Nobody is here.'],
  language: ['fr', 'de'],
  languages: [['es'], ['it']],
  translations: [{ es: { greeting: 'Hola.' } }, { it: { greeting: 'Ciao.' } }],
  personality: [{ warmth: 70 }, { warmth: 90 }],
  instructions: ['Be brief.', 'Be thorough.'],
  hours: ['Nine to five', 'Always'],
  address: ['Mill Lane', 'High Street'],
  schedule: [
    { weekly: [{ day: 'monday', ...NOON }], holidays: [] },
    { weekly: [], holidays: [{ date: '2026-12-25', yearly: true, name: 'Christmas Day', spans: [NOON] }] },
  ],
  afterHours: [
    { mode: 'answer', destination: '' },
    { mode: 'forward', destination: 'Ann' },
  ],
  transfers: [[destination('Ann')], [destination('Ann'), destination('Bob')]],
  dialCountries: [['US'], ['US', 'GB']],
  delivery: [
    { emails: ['a@example.com'], sms: [], webhookUrl: null, withTranscript: true },
    { emails: [], sms: ['+12125550142'], webhookUrl: 'https://example.com/', withTranscript: false },
  ],
  appointments: ['off', 'tools'],
  httpTools: [[httpTool('find')], [httpTool('book')]],
  mcpServers: [[mcpServer('one')], [mcpServer('two')]],
  toolHosts: [['a.example.com'], ['*.example.com']],
  aiNotice: ['An AI speaks.', 'You are talking to an AI.'],
  recordingNotice: ['We record this call.', 'This call is being recorded.'],
  recording: [
    { on: true, keepDays: 5 },
    { on: false, keepDays: 7 },
  ],
  silenceSeconds: [12, 20],
  caps: [
    { ...NO_CAPS, dayMinutes: 60 },
    { ...NO_CAPS, monthUsd: 20 },
  ],
  followUp: [
    { on: true, text: 'Thank you.' },
    { on: false, text: 'We are at {address}.' },
  ],
  memoryPolicy: [
    { keepDays: 30, sensitive: [], check: '' },
    { keepDays: null, sensitive: ['health'], check: 'Your pet?' },
  ],
  callFields: [fields('policy'), fields('order')],
  blockedCallers: [['+12125550143'], ['+12125550144']],
  markupPercent: [10, 25],
};

function destination(label: string): AgentSettings['transfers'][number] {
  return { label, number: '+12125550142', when: '', mode: 'warm', schedule: { weekly: [], holidays: [] } };
}

function httpTool(name: string): AgentSettings['httpTools'][number] {
  const parameters = { type: 'object', properties: {} };
  const url = 'https://api.example.com/';
  return { name, description: 'Does it', parameters, method: 'POST', url, headers, receipt: 'booked' };
}

function mcpServer(name: string): AgentSettings['mcpServers'][number] {
  return { name, url: 'https://mcp.example.com/', headers, tools: [{ name: 'book', receipt: 'booked' }] };
}

function fields(name: string): AgentSettings['callFields'] {
  return { type: 'object', properties: { [name]: { type: 'string' } } };
}

let appliance: Appliance;
beforeAll(async () => {
  appliance = await startAppliance();
});
afterAll(() => appliance.stop());

describe('every setting of an agent', () => {
  it.each(AGENT_FIELDS)('%s is the appliance’s until the tenant has its own', async (field) => {
    const { id } = await appliance.createTenant();
    const other = await appliance.createTenant();
    // A tenant may only forward to somebody it has.
    const ann = { transfers: [destination('Ann')] };
    if (field === 'afterHours') await appliance.api('PATCH', `/api/tenants/${id}`, { agent: ann });
    const [theirs, own] = VALUES[field];
    const shown = async (tenantId = id) =>
      (await appliance.api<TenantView>('GET', `/api/tenants/${tenantId}`)).body.effective[field];
    const put = async (value: unknown) => {
      const answer = await appliance.api('PATCH', `/api/tenants/${id}`, { agent: { [field]: value } });
      expect([answer.status, answer.body]).toMatchObject([200, {}]);
    };
    const of = (value: unknown, from: string) =>
      field === 'personality' ? { warmth: { value: Object(value).warmth ?? 50, from } } : { value, from };

    expect(await shown()).toMatchObject(of(BUILT_IN_AGENT[field], 'default'));
    const changed = await appliance.api('PATCH', '/api/defaults', { [field]: theirs });
    expect(changed.status).toBe(200);
    expect(await shown()).toMatchObject(of(theirs, 'default'));
    await put(own);
    expect(await shown()).toMatchObject(of(own, 'tenant'));
    expect(await shown(other.id)).toMatchObject(of(theirs, 'default'));
    await put(null);
    expect(await shown()).toMatchObject(of(theirs, 'default'));
    expect((await appliance.api('PATCH', '/api/defaults', { [field]: null })).status).toBe(200);
    expect(await shown()).toMatchObject(of(BUILT_IN_AGENT[field], 'default'));
  });
});
