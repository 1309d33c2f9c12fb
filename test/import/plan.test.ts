import { describe, expect, it } from 'vitest';
import type { ImportNote } from '../../server/contracts/import.ts';
import { type Known, planImport } from '../../server/import/plan.ts';

const known: Known = {
  tenants: [],
  imported: {},
  timeZone: 'America/New_York',
  nowMs: Date.parse('2026-11-22T12:00:00Z'),
  settings: { transfers: [], dialCountries: ['US', 'CA'] },
};
const plan = (files: Record<string, unknown>, over: Partial<Known> = {}) =>
  planImport(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    })),
    { ...known, ...over },
  );
const customer = (over: Record<string, unknown> = {}) => ({
  id: 7,
  email: 'ann@example.com',
  business_name: 'Acme Dental',
  contact_name: 'Ann Lee',
  ...over,
});
const one = (row: Record<string, unknown>, files: Record<string, unknown> = {}) => {
  const planned = plan({ 'customers.json': [row], ...files }).tenants[0];
  if (!planned) throw new Error('Nothing was planned.');
  return planned;
};
const noted = (notes: readonly ImportNote[], field: string) => notes.filter((note) => note.field === field);

describe('a customer of the old system', () => {
  it('becomes a tenant, with every value that can be kept', () => {
    const { draft, plan: shown } = one(
      customer({
        phone: '+14155550101',
        package_tier: 'enterprise',
        status: 'active',
        agent_name: 'Sarah',
        openai_voice: 'nova',
        greeting_template: '{time_greeting}, this is {agent_name}.',
        personality_sliders: '{"warmth": 80, "riskyName": 3}',
        twilio_phone_number: '+14155550102',
      }),
    );
    expect(draft).toMatchObject({
      businessName: 'Acme Dental',
      phone: '+14155550101',
      packageTier: 'enterprise',
      phoneNumbers: ['+14155550102'],
      agent: {
        agentName: 'Sarah',
        voice: 'nova',
        greeting: '{time_greeting}, this is {agent_name}.',
        personality: { warmth: 80 },
      },
    });
    expect(shown.notes.map(({ field }) => field)).toEqual(['slider riskyName']);
  });

  it('says which columns nothing is taken from, and shows no secret', () => {
    const { plan: shown } = one(
      customer({
        website: 'acme.example',
        'Opening hours': '9 to 5',
        api_key: 'sk-very',
        smtp_pwd: 'x',
        fax: '',
        created_at: 'x',
      }),
    );
    expect(shown.notes).toMatchObject([
      { field: 'column website', was: 'acme.example', became: null },
      { field: 'column openinghours', was: '9 to 5', became: null },
      { field: 'column apikey', was: '(not shown)', became: null },
      { field: 'column smtppwd', was: '(not shown)', became: null },
    ]);
  });

  it('says where a number of a spreadsheet went that could be the one callers dial', () => {
    const row = { Company: 'Acme', Contact: 'Ann', Email: 'ann@example.com', 'Phone number': '+14155550101' };
    const alone = one(row);
    expect(alone.draft).toMatchObject({ phone: '+14155550101', phoneNumbers: [] });
    expect(noted(alone.plan.notes, 'phone number')[0]?.why).toContain('lines');
    expect(noted(one({ ...row, Lines: '+14155550102' }).plan.notes, 'phone number')).toEqual([]);
  });

  it.each([
    ['phone', '(415) 555-0101', 'phone', '+14155550101', /widened/],
    ['phone', '1.4155550101E10', 'phone', null, /spreadsheet/],
    ['phone', 'call me', 'phone', null, /not a telephone/],
    ['openai_voice', 'robot', 'voice', null, /no such voice/],
    ['openai_voice', 'Nova', 'voice', 'nova', /Written/],
    ['greeting_template', 'Good {time_greeting}, hi', 'greeting', '{time_greeting}, hi', /Good Good/],
    ['greeting_template', 'Hi {customer_name}', 'greeting', 'Hi {user_name}', /Placeholders/],
    ['greeting_template', 'Hi {weather}', 'greeting', null, /no placeholder \{weather\}/],
    ['personality_sliders', { warmth: 140 }, 'slider warmth', '100', /0 to 100/],
    ['personality_sliders', { warmth: 'very high' }, 'slider warmth', '90', /word/],
    ['personality_sliders', { warmth: 'so so' }, 'slider warmth', null, /not a value/],
    ['personality_sliders', 'warm', 'personality', null, /not a JSON object/],
    ['status', 'dormant', 'status', 'suspended', /no such status/],
    ['package_tier', 'gold', 'package', 'starter', /no such package/],
    ['password_hash', '$2b$12$abcdefgh', 'password', null, /never/],
    ['time_zone', 'Mars/Base', 'time zone', 'America/New_York', /no such time zone/],
  ])('%s %j: %s becomes %s, and why', (column, value, field, became, why) => {
    const { plan: shown } = one(customer({ [column]: value }));
    const [note] = noted(shown.notes, field);
    expect(note?.became).toBe(became);
    expect(note?.why).toMatch(why);
    expect(JSON.stringify(shown)).not.toContain('$2b$');
  });

  it('is refused without a name or an address that can be written to', () => {
    expect(one(customer({ email: 'ann at example' })).plan).toMatchObject({ outcome: 'refused' });
    expect(one(customer({ email: '' })).plan.reason).toMatch(/no e-mail/);
    expect(one({ id: 1, email: 'ann@example.com', business_name: ' ' }).draft).toBeNull();
  });

  it('gets no number that another has, in the files or here', () => {
    const row = customer({ twilio_phone_number: '4155550102' });
    const other = customer({
      id: 8,
      business_name: 'Bell Law',
      email: 'b@example.com',
      twilio_phone_number: '+14155550102',
    });
    const { tenants } = plan({ 'customers.json': [row, other] });
    expect(tenants.map(({ draft }) => draft?.phoneNumbers)).toEqual([['+14155550102'], []]);
    expect(noted(tenants[1]?.plan.notes ?? [], 'line')[0]?.why).toContain('Acme Dental');
    const here = [{ id: 3, businessName: 'Here', email: 'h@example.com', phoneNumbers: ['+14155550102'] }];
    const [first] = plan({ 'customers.json': [row] }, { tenants: here }).tenants;
    expect(first?.draft?.phoneNumbers).toEqual([]);
  });

  it('is known again by its old id, and by name and number', () => {
    const here = [
      { id: 3, businessName: 'Acme Dental', email: 'new@example.com', phoneNumbers: ['+14155550102'] },
    ];
    const [byNumber] = plan(
      { 'customers.json': [customer({ twilio_phone_number: '4155550102' })] },
      { tenants: here },
    ).tenants;
    expect(byNumber?.plan).toMatchObject({ outcome: 'exists', tenantId: 3 });
    const { identity } = one(customer());
    const [byId] = plan(
      { 'customers.json': [customer()] },
      { tenants: here, imported: { [identity]: 3 } },
    ).tenants;
    expect(byId?.plan).toMatchObject({ outcome: 'exists', tenantId: 3 });
    const [gone] = plan({ 'customers.json': [customer()] }, { imported: { [identity]: 3 } }).tenants;
    expect(gone?.plan.outcome).toBe('create');
  });

  it('takes what its row leaves open from the latest of its settings', () => {
    const history = [
      {
        customer_id: 7,
        config_type: 'agent',
        config_key: 'agent_name',
        config_value: 'Old',
        created_at: '2025-01-01T00:00:00Z',
      },
      {
        customer_id: 7,
        config_type: 'agent',
        config_key: 'agent_name',
        config_value: 'New',
        created_at: '2025-03-01T00:00:00Z',
      },
      {
        customer_id: 7,
        config_type: 'agent',
        config_key: 'agent_name',
        config_value: 'Mid',
        created_at: '2025-02-01T00:00:00Z',
      },
    ];
    expect(one(customer(), { 'history.json': history }).draft?.agent.agentName).toBe('New');
  });
});

describe('memories of the old system', () => {
  const memory = (over: Record<string, unknown>) => ({
    type: 'fact',
    key: 'pet',
    value: 'a dog',
    user_id: 'customer_7_user_4155550109',
    scope: 'user',
    ttl_days: null,
    ...over,
  });
  const memoriesOf = (rows: unknown[]) => one(customer(), { 'memories.json': rows });

  it('go to the caller whom their namespace names, in either spelling, with ten digits widened', () => {
    const { memories } = memoriesOf([
      memory({}),
      memory({ key: 'name', value: '"Dana"', user_id: 'customer_7_4155550109' }),
      memory({ type: 'preference', key: 'preference', value: 'Mornings' }),
      memory({}),
    ]);
    expect(memories).toEqual([
      { caller: '+14155550109', name: 'Dana', preferences: ['Mornings'], facts: ['pet: a dog'] },
    ]);
  });

  it('under bare numbers are nobody’s where there are several customers', () => {
    const customers = [customer(), customer({ id: 8, business_name: 'Bell', email: 'b@example.com' })];
    const { tenants, plan: shown } = plan({
      'customers.json': customers,
      'memories.json': [memory({ user_id: '4155550109' })],
    });
    expect(tenants.flatMap(({ memories }) => memories)).toEqual([]);
    expect(shown.notes[0]?.why).toMatch(/bare number/i);
    // With one customer there is nobody else whose caller it could be.
    expect(memoriesOf([memory({ user_id: '4155550109' })]).memories).toHaveLength(1);
  });

  it.each([
    ['a caller who withholds the number', { user_id: 'customer_7_user_266696687' }],
    ['a row whose days are over', { ttl_days: 10, created_at: '2026-01-01T00:00:00Z' }],
    ['what is shared by all', { scope: 'shared' }],
    ['what is empty', { value: '' }],
  ])('of %s are left out', (_what, over) => {
    expect(memoriesOf([memory(over)]).memories).toEqual([]);
  });

  it('of a customer in none of the files are told', () => {
    const { plan: shown } = plan({
      'customers.json': [customer()],
      'memories.json': [memory({ user_id: 'customer_99_user_4155550109' })],
    });
    expect(noted(shown.notes, 'memories of customer 99')[0]).toMatchObject({ became: null });
  });
});

describe('the old admin settings', () => {
  const wide = {
    agent_name: 'Max',
    new_caller_greeting: 'Hello from {business_name}',
    existing_user_greeting: 'Welcome back, {user_name}',
    openai_voice: 'onyx',
    transfer_rules: JSON.stringify([
      { keyword: 'billing', number: '2125551234', description: 'Invoices' },
      { keyword: 'hot line', number: '+19005551234' },
    ]),
    personality_sliders: '{"humor": 60}',
    prompt_blocks: '{"tone": "Be brief."}',
  };

  it('become a change of the defaults; numbers that must not be dialled are left out', () => {
    const expected = {
      agentName: 'Max',
      greeting: 'Hello from {business_name}',
      voice: 'onyx',
      personality: { humor: 60 },
      instructions: 'Be brief.',
      transfers: [{ label: 'billing', number: '+12125551234' }],
    };
    expect(plan({ 'admin_settings.json': wide }).defaults).toMatchObject(expected);
    const rows = Object.entries(wide).map(([setting_key, setting_value]) => ({ setting_key, setting_value }));
    const { defaults, plan: shown } = plan({ 'settings.json': rows });
    expect(defaults).toMatchObject(expected);
    expect(
      shown.defaults?.notes.some(({ field, why }) => field === 'transfer rules' && /left out/.test(why)),
    ).toBe(true);
  });
});
