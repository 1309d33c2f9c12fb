import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { CallerMemory } from '../../server/contracts/memory.ts';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { holdCall } from './held-call.ts';

let appliance: Appliance;
let plumber: TenantView;
let dentist: TenantView;

const CALLER = '+15551230001';
const said = (record: CallRecord, role: 'caller' | 'agent'): string =>
  record.transcript
    .filter((turn) => turn.role === role)
    .map(({ text }) => text)
    .join(' ')
    .toLowerCase();

beforeAll(async () => {
  appliance = await startAppliance();
  plumber = await appliance.createTenant({
    businessName: 'Delta Plumbing',
    agent: {
      agentName: 'Robert',
      voice: 'cedar',
      greeting: 'Hello, this is Robert at Delta Plumbing. How can I help you?',
      returningGreeting: 'Welcome back, {user_name}. This is Robert at Delta Plumbing.',
      hours: 'Monday to Friday, eight to five',
      address: 'twelve Main Street',
    },
  });
  dentist = await appliance.createTenant({
    businessName: 'Harbor Dental',
    agent: {
      agentName: 'Emma',
      voice: 'marin',
      greeting: 'Good day, Harbor Dental, Emma speaking. How may I help?',
      hours: 'Tuesday to Saturday, nine to six',
    },
  });
});
afterAll(() => appliance.stop());

// Speaking takes its time: the calls are made at once, as they might come.
describe.concurrent('a practice call without any account', { timeout: 120_000 }, () => {
  it('is greeted, answered over several turns, and remembered the next time', async () => {
    const first = await appliance.practise(
      plumber.id,
      ['What are your opening hours?', 'My name is Sarah.', 'Goodbye.'],
      CALLER,
    );
    expect(first).toMatchObject({
      practice: true,
      engine: 'offline',
      state: 'ended',
      tenantId: plumber.id,
      from: CALLER,
    });
    expect(first.namespace).toBe(`customer_${plumber.id}_user_15551230001`);
    expect(first.endReason).toMatch(/hung-up/);
    expect(first.transcript[0]).toMatchObject({
      role: 'agent',
      text: expect.stringContaining('Robert at Delta Plumbing'),
    });
    expect(said(first, 'caller')).toContain('hours');
    expect(said(first, 'agent')).toContain('monday to friday, eight to five');
    expect(first.transcript.filter(({ role }) => role === 'caller').length).toBeGreaterThanOrEqual(3);
    const times = first.transcript.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(first.summary).not.toBeNull();
    expect(first.costUsd).toBe(0);

    const memory = (await appliance.api<CallerMemory>('GET', `/api/memory/${first.namespace}`)).body;
    expect(memory).toMatchObject({ profile: { name: 'Sarah' }, callCount: 1 });

    const second = await appliance.practise(plumber.id, ['Goodbye.'], CALLER);
    expect(second.transcript[0]?.text).toBe(
      'Welcome back, Sarah. This is Robert at Delta Plumbing. I am an AI assistant.',
    );
  });

  it('is timed from a typed line to its answer', async () => {
    const call = await holdCall(appliance, { tenantId: plumber.id, from: '+15551230004' });
    call.type('What are your opening hours?');
    await call.agentTurns(2);
    call.hangUp();
    await call.event(({ type }) => type === 'call.summarised');
    const { timings, transcript } = await appliance.record(call.callSid);
    const typedMs = transcript.find(({ role }) => role === 'caller')?.atMs ?? 0;
    expect(timings.answers).toHaveLength(1);
    expect(timings.answers[0]?.atMs).toBeGreaterThanOrEqual(Math.floor(typedMs));
  });

  it('takes a message', async () => {
    const record = await appliance.practise(
      dentist.id,
      [
        'I would like to leave a message.',
        'My name is David.',
        'Please call me back.',
        'Yes.',
        'Yes.',
        'Goodbye.',
      ],
      '+15551230002',
    );
    expect(record.messages).toHaveLength(1);
    expect(record.messages[0]?.name?.toLowerCase()).toContain('david');
    expect(record.messages[0]?.text.toLowerCase()).toContain('call me back');
  });

  it('says that it is an AI when asked, whatever the sliders say', async () => {
    await appliance.api('PATCH', `/api/tenants/${dentist.id}`, {
      agent: { personality: { selfReference: 0 } },
    });
    const record = await appliance.practise(dentist.id, ['Are you a robot?', 'Goodbye.'], '+15551230003');
    expect(said(record, 'agent')).toMatch(/\b(ai|artificial|automated|machine)\b/);
  });

  it('remembers nothing of a caller who withholds the number', async () => {
    const record = await appliance.practise(plumber.id, ['My name is Linda.', 'Goodbye.'], 'anonymous');
    expect(record.namespace).toBeNull();
    const callers = (await appliance.api<CallerMemory[]>('GET', `/api/tenants/${plumber.id}/callers`)).body;
    for (const { caller } of callers)
      expect(['1', '4', '9'].map((last) => `+1555123000${last}`)).toContain(caller);
    expect(JSON.stringify(callers)).not.toContain('Linda');
  });

  it('keeps two calls at once to two tenants from one number apart', async () => {
    const caller = '+15551230009';
    const mark = appliance.events.all.length;
    const [one, two] = await Promise.all([
      appliance.practise(plumber.id, ['What is your address?', 'My name is Oscar.', 'Goodbye.'], caller),
      appliance.practise(
        dentist.id,
        ['What are your opening hours?', 'My name is Helen.', 'Goodbye.'],
        caller,
      ),
    ]);
    expect(said(one, 'agent')).toContain('twelve main street');
    expect(JSON.stringify(one)).not.toMatch(/Harbor|Emma|Helen|nine to six/i);
    expect(said(two, 'agent')).toContain('nine to six');
    expect(JSON.stringify(two)).not.toMatch(/Delta|Robert|Oscar|Main Street/i);
    for (const { data } of appliance.events.all.slice(mark)) {
      const text = JSON.stringify(data);
      if (data.tenantId === plumber.id) expect(text).not.toMatch(/Harbor|Emma|Helen|nine to six/i);
      if (data.tenantId === dentist.id) expect(text).not.toMatch(/Delta|Robert|Oscar|Main Street/i);
    }
    const memoryOf = async (tenant: TenantView) =>
      (await appliance.api<CallerMemory>('GET', `/api/memory/customer_${tenant.id}_user_15551230009`)).body
        .profile.name;
    expect(await memoryOf(plumber)).toBe('Oscar');
    expect(await memoryOf(dentist)).toBe('Helen');
  });
});

describe('what practice calls leave', () => {
  it('knows the same number as another caller at another tenant', async () => {
    const before = (
      await appliance.api<{ text: string; greeting: string }>(
        'GET',
        `/api/tenants/${dentist.id}/instructions?caller=${encodeURIComponent(CALLER)}`,
      )
    ).body;
    expect(before.greeting).not.toContain('Sarah');
    expect(before.text).not.toContain('Sarah');
    const own = (
      await appliance.api<{ text: string }>(
        'GET',
        `/api/tenants/${plumber.id}/instructions?caller=${encodeURIComponent(CALLER)}`,
      )
    ).body;
    expect(own.text).toContain('Sarah');
  });

  it('is listed, counted and paged', async () => {
    const page = (
      await appliance.api<{ calls: { callSid: string }[]; nextCursor: string | null }>(
        'GET',
        '/api/calls?limit=2',
      )
    ).body;
    expect(page.calls).toHaveLength(2);
    const next = (
      await appliance.api<{ calls: { callSid: string }[] }>(
        'GET',
        `/api/calls?limit=200&cursor=${page.nextCursor}`,
      )
    ).body;
    const seen = [...page.calls, ...next.calls].map(({ callSid }) => callSid);
    expect(new Set(seen).size).toBe(seen.length);
    const mine = (
      await appliance.api<{ calls: { tenantId: number }[] }>('GET', `/api/calls?tenantId=${dentist.id}`)
    ).body;
    expect(mine.calls.every(({ tenantId }) => tenantId === dentist.id)).toBe(true);
    const usage = (
      await appliance.api<{
        rows: { tenantId: number; calls: number; practiceCalls: number; minutes: number }[];
      }>('GET', `/api/usage?tenantId=${dentist.id}`)
    ).body;
    const row = usage.rows.find(({ tenantId }) => tenantId === dentist.id);
    expect(row?.calls).toBe(mine.calls.length);
    expect(row?.practiceCalls).toBe(mine.calls.length);
    expect(row?.minutes).toBeGreaterThan(0);
  });

  it('writes the lines that operators look for, and no word or number of a caller', () => {
    const log = appliance.log.join('');
    expect(log).toContain(`Found customer ${plumber.id}: Delta Plumbing`);
    expect(log).toContain(`Multi-tenant mode: Customer ${plumber.id}`);
    expect(log).toContain(`Customer Context: ID=${plumber.id}, Agent=Robert, Voice=cedar`);
    expect(log).not.toContain('5551230001');
    expect(log).not.toMatch(/Sarah|opening hours\?/);
    expect(log).not.toContain(appliance.token);
  });
});
