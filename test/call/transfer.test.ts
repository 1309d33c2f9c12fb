import { describe, expect, it } from 'vitest';
import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import type { ToolContext, ToolOutcome } from '../../server/call/call-tool.ts';
import { newRecord } from '../../server/call/record.ts';
import { createTransferTool } from '../../server/call/tools/transfer.ts';
import { TransferDesk } from '../../server/call/transfer-desk.ts';
import type { AgentSettings } from '../../server/contracts/agent.ts';
import { tenantDocument } from '../../server/contracts/tenant.ts';
import type { TransferDestination } from '../../server/contracts/transfer.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';

const AT = '2026-11-23T12:00:00.000Z';
const LINE = '+15559990001';

const destination = (over: Partial<TransferDestination> = {}): TransferDestination => ({
  label: 'Billing',
  number: '+12125551234',
  when: 'Invoices',
  mode: 'warm',
  schedule: { weekly: [], holidays: [] },
  ...over,
});

const tenant = tenantDocument.parse({
  id: 1,
  businessName: 'Acme',
  contactName: 'Ann',
  email: 'ann@example.com',
  phone: null,
  packageTier: 'starter',
  timeZone: 'America/New_York',
  status: 'active',
  phoneNumbers: [LINE],
  agent: {},
  version: 1,
  createdAt: AT,
  updatedAt: AT,
});

function contextWith(settings: Partial<AgentSettings>, attempts = 0): ToolContext {
  const incoming = {
    callSid: 'CA1',
    accountSid: 'AC1',
    from: '+15551230001',
    to: LINE,
    practice: true,
    publicOrigin: 'http://127.0.0.1:1',
  };
  const attempt = { label: 'Billing', mode: 'warm', summary: '', atMs: 0, outcome: 'busy' } as const;
  return {
    scope: tenantScope(1),
    tenant,
    settings: { ...BUILT_IN_AGENT, ...settings },
    record: { ...newRecord(incoming, 1, AT), transfers: Array.from({ length: attempts }, () => attempt) },
    memory: null,
    callId: 'call-1',
    atMs: 0,
    signal: new AbortController().signal,
  };
}

/** Uses the tool at a moment, Monday 23 November 2026, 7 o'clock in New York unless told otherwise. */
async function transfer(
  settings: Partial<AgentSettings>,
  args: unknown = { destination: 'Billing', summary: 'Bob, about an invoice' },
  { attempts = 0, at = AT } = {},
): Promise<ToolOutcome> {
  const clock = new ManualClock(at);
  const tool = createTransferTool({ transfers: settings.transfers ?? [] }, clock);
  if (!tool) throw new Error('There is no such tool.');
  return tool.run(args, contextWith(settings, attempts));
}

describe('the tool that puts callers through', () => {
  it('is there only when there is somebody to put them through to, and names labels, never numbers', () => {
    const clock = new ManualClock();
    expect(createTransferTool({ transfers: [] }, clock)).toBeNull();
    const spec = JSON.stringify(createTransferTool({ transfers: [destination()] }, clock)?.spec);
    expect(spec).toContain('Billing');
    expect(spec).not.toContain('2125551234');
  });

  it('proposes the destination of the label, and proves nothing yet', async () => {
    const billing = destination();
    const outcome = await transfer(
      { transfers: [billing] },
      { destination: 'billing ', summary: ' Bob  called ' },
    );
    expect(outcome).toEqual({
      output: { transferring: true, destination: 'Billing' },
      effect: { effect: 'transfer', destination: billing, summary: 'Bob called' },
    });
  });

  it('takes the words of the model as one line that ends', async () => {
    const summary = `a\u0000b\n\n\u202ec\ud800 ${'🙂'.repeat(1_000)}`;
    const { effect } = await transfer({ transfers: [destination()] }, { destination: 'Billing', summary });
    if (effect?.effect !== 'transfer') throw new Error('It was refused.');
    expect(effect.summary).toMatch(/^a b c/);
    expect([...effect.summary]).toHaveLength(400);
  });

  it.each([
    ['a premium number that got into the list', { number: '+19005551234' }],
    ['a number abroad', { number: '+442079460958' }],
    ['a Caribbean number under +1', { number: '+18765551234' }],
    ['the line that is called', { number: LINE }],
  ])('refuses %s', async (_, over) => {
    const { effect, output } = await transfer({ transfers: [destination(over)] });
    expect(effect).toBeUndefined();
    expect(output).toMatchObject({ error: expect.stringContaining('message') });
  });

  it('reckons with the hours of the person, in the zone of the tenant', async () => {
    const schedule = { weekly: [{ day: 'monday' as const, from: '09:00', to: '17:00' }], holidays: [] };
    const settings = { transfers: [destination({ schedule })] };
    const { output } = await transfer(settings);
    expect(output).toMatchObject({ error: expect.stringContaining('cannot be reached at this time') });
    const { effect } = await transfer(settings, undefined, { at: '2026-11-23T15:00:00.000Z' });
    expect(effect?.effect).toBe('transfer');
  });

  it('gives up after a few attempts in one call', async () => {
    const settings = { transfers: [destination()] };
    expect((await transfer(settings, undefined, { attempts: 4 })).effect).toBeDefined();
    expect((await transfer(settings, undefined, { attempts: 5 })).effect).toBeUndefined();
  });

  it.each([null, 'Billing', {}, { destination: 'Billing' }, { destination: 'Billing', summary: '  ' }])(
    'asks again for %j',
    async (args) => {
      const { output } = await transfer({ transfers: [destination()] }, args);
      expect(output).toMatchObject({ error: expect.stringContaining('Name one of the destinations') });
    },
  );
});

describe('the desk of transfers', () => {
  it('forgets the oldest of very many that the carrier never came back to', () => {
    const desk = new TransferDesk(randomIds);
    const first = desk.open('CA0', destination(), '');
    for (let call = 1; call <= 10_000; call += 1) desk.open(`CA${call}`, destination(), '');
    expect(desk.find('CA0', first.token)).toBeUndefined();
    expect(desk.close('CA0', 'completed')).toBeUndefined();
    expect(desk.close('CA1', 'no-answer')).toBe('no-answer');
  });
});
