import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '../../server/contracts/audit.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import type { Alert } from '../../server/contracts/events.ts';
import type { KnowledgeGap } from '../../server/contracts/knowledge.ts';
import type { CallerMemory, ErasureReceipt } from '../../server/contracts/memory.ts';
import type { InboxPage } from '../../server/contracts/message.ts';
import type { UsageRow } from '../../server/contracts/usage.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { QuickClock } from './quick-clock.ts';
import { typedCall } from './typing-caller.ts';

const ANNA = '+15551230001';
const BEN = '+15551230002';
const CARLA = '+15551230003';
const DAVID = '+15551230004';
const EMMA = '+15551230005';
const FRANK = '+15551230006';
const GRACE = '+15551230007';
const HENRY = '+15551230008';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const AGENT = {
  agentName: 'Robert',
  address: '12 High Street, Springfield',
  schedule: { weekly: WEEKDAYS.map((day) => ({ day, from: '09:00', to: '17:00' })), holidays: [] },
  closedGreeting: 'Delta Plumbing is closed now. This is Robert, the AI receptionist. What can I do for you?',
  transfers: [
    {
      label: 'Billing',
      number: '+12125550142',
      when: 'Questions about invoices',
      mode: 'warm',
      schedule: { weekly: [], holidays: [] },
    },
  ],
  delivery: { emails: ['owner@example.com'], sms: [], webhookUrl: null, withTranscript: true },
};

/** A message left from beginning to end. */
const leaving = (name: string, message: string): string[] => [
  'I would like to leave a message.',
  `My name is ${name}.`,
  message,
  'Yes.',
  'Yes.',
  'Goodbye.',
];

let clock: QuickClock;
let mail: MailServer;
let openai: OpenAiEmulator;
let appliance: Appliance;
let tenantId: number;
const calls: CallRecord[] = [];

/** One more caller of the day. */
async function ring(from: string, lines: string[], over: Partial<Parameters<typeof typedCall>[2]> = {}) {
  const record = await typedCall(appliance, clock, { tenantId, from, lines, ...over });
  calls.push(record);
  return record;
}

const said = (record: CallRecord): string =>
  record.transcript
    .filter(({ role }) => role === 'agent')
    .map(({ text }) => text)
    .join('\n');

async function inbox(): Promise<InboxPage['messages']> {
  return (await appliance.api<InboxPage>('GET', `/api/messages?state=all&tenantId=${tenantId}`)).body
    .messages;
}

beforeAll(async () => {
  // A Monday, half an hour before opening.
  clock = new QuickClock(3, '2026-03-02T08:30:00.000Z');
  mail = await startMailServer();
  openai = await startOpenAiEmulator();
  appliance = await startAppliance({
    clock,
    env: { SMTP_URL: mail.url, OPENAI_API_KEY: 'sk-emulated-key', OPENAI_BASE_URL: openai.baseUrl },
  });
  await appliance.api('PATCH', '/api/settings', { settings: { engine: 'offline' } });
  const tenant = await appliance.createTenant({
    businessName: 'Delta Plumbing',
    timeZone: 'UTC',
    agent: AGENT,
  });
  tenantId = tenant.id;
  await appliance.api('POST', `/api/tenants/${tenantId}/knowledge`, {
    kind: 'faq',
    title: 'Do you repair boilers?',
    text: 'Yes, we repair boilers of all makes.',
  });
});
afterAll(async () => {
  await appliance.stop();
  await openai.close();
  await mail.close();
});

describe('a day of the offline receptionist', { timeout: 240_000 }, () => {
  it('before opening takes a message, and says that it is closed', async () => {
    const record = await ring(ANNA, leaving('Anna', 'Please call me back about my boiler.'));
    expect(said(record)).toContain('closed now');
    expect(record.messages).toMatchObject([{ name: 'Anna', kind: 'message' }]);
  });

  it('before opening tells the hours', async () => {
    const record = await ring(BEN, ['What are your opening hours?', 'No, thank you. Goodbye.']);
    expect(said(record)).toMatch(/Monday to Friday/);
  });

  it('in the morning answers from what it knows', async () => {
    clock.setTo('2026-03-02T10:00:00.000Z');
    const record = await ring(CARLA, ['Do you repair boilers?', 'No, thank you. Goodbye.']);
    expect(said(record)).not.toContain('closed now');
    expect(said(record)).toContain('we repair boilers of all makes');
  });

  it('notes what it does not know', async () => {
    const record = await ring(CARLA, ['Do you sell garden furniture?', 'No.', 'Goodbye.']);
    expect(record.messages).toEqual([]);
    const gaps = (await appliance.api<{ gaps: KnowledgeGap[] }>('GET', `/api/tenants/${tenantId}/gaps`)).body;
    expect(JSON.stringify(gaps)).toContain('garden furniture');
  });

  it('takes down when somebody would like an appointment, and promises nothing', async () => {
    const record = await ring(DAVID, [
      'I would like to make an appointment.',
      'A new sink.',
      'Tomorrow at three.',
      'My name is David.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ]);
    expect(record.messages).toMatchObject([{ kind: 'appointment', name: 'David' }]);
    expect(said(record)).not.toMatch(/(?:is|are) booked/);
  });

  it('puts a caller through who is accepted', async () => {
    const record = await ring(EMMA, ['Put me through to billing please.', ''], { transferAnswer: 'accept' });
    expect(record).toMatchObject({
      endReason: 'transferred',
      transfers: [{ label: 'Billing', outcome: 'accepted' }],
    });
  });

  it('takes the caller back whom nobody answers, knows why, and takes a message', async () => {
    const record = await ring(
      FRANK,
      [
        'Put me through to billing please.',
        '',
        'Yes please.',
        'My name is Frank.',
        'I have a question about my invoice.',
        'Yes.',
        'Yes.',
        'Goodbye.',
      ],
      { transferAnswer: 'no-answer' },
    );
    expect(record.transfers).toMatchObject([{ label: 'Billing', outcome: 'no-answer' }]);
    expect(said(record)).toMatch(/Billing .*(?:answer|reach)/);
    expect(record.messages).toMatchObject([{ name: 'Frank' }]);
  });

  it('knows a caller who rings again', async () => {
    const record = await ring(ANNA, ['Where are you located?', 'No, thank you. Goodbye.']);
    expect(record.transcript[0]?.text).toContain('Anna');
    expect(said(record)).toContain('12 High Street');
  });

  it('keeps two callers at once apart', async () => {
    const [grace, henry] = await Promise.all([
      ring(GRACE, leaving('Grace', 'My sink is leaking.')),
      ring(HENRY, leaving('Henry', 'I will be late.')),
    ]);
    expect(JSON.stringify(grace)).not.toContain('Henry');
    expect(JSON.stringify(henry)).not.toContain('Grace');
    expect([grace.messages[0]?.name, henry.messages[0]?.name]).toEqual(['Grace', 'Henry']);
  });

  it('forgets a caller who asks for it', async () => {
    const record = await ring(HENRY, ['Please forget me.', 'Yes.', 'No, thank you. Goodbye.']);
    expect(said(record)).toMatch(/receipt number is \d(?:[ ,]*\d){9}\./);
  });

  it('goes on when the provider fails in mid-call, knowing what was said', async () => {
    await appliance.api('PATCH', '/api/settings', { settings: { engine: 'openai' } });
    const record = await ring(
      '+15551230009',
      [
        'My name is Irene.',
        'I would like to leave a message.',
        'Please call me back.',
        'Yes.',
        'Yes.',
        'Goodbye.',
      ],
      {
        before(line) {
          if (!line.startsWith('I would like')) return;
          openai.faults.refuseUpgrade = 401;
          openai.sessions.at(-1)?.drop();
        },
      },
    );
    expect(record.engine).toBe('offline');
    expect(record.messages).toMatchObject([{ name: 'Irene' }]);
    const { alerts } = (await appliance.api<{ alerts: Alert[] }>('GET', '/api/alerts')).body;
    expect(alerts.filter(({ key }) => key === 'model')).toHaveLength(1);
  });

  it('leaves the right inbox, mail, memory, usage and audit trail', async () => {
    expect(calls).toHaveLength(12);
    const last = calls.at(-1)?.callSid;
    await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === last);
    const messages = await inbox();
    expect(messages.map(({ name }) => name).sort()).toEqual(['Anna', 'David', 'Frank', 'Grace', 'Irene']);
    await vi.waitFor(() => expect(mail.mails.length).toBeGreaterThanOrEqual(6), { timeout: 30_000 });
    const subjects = mail.mails.map(({ subject }) => subject ?? '').join();
    for (const { name } of messages) expect(subjects).toContain(name);
    const callers = (await appliance.api<CallerMemory[]>('GET', `/api/tenants/${tenantId}/callers`)).body;
    expect(callers.map(({ caller }) => caller)).not.toContain(HENRY);
    expect(callers.find(({ caller }) => caller === ANNA)).toMatchObject({
      profile: { name: 'Anna' },
      callCount: 2,
    });
    const { rows } = (await appliance.api<{ rows: UsageRow[] }>('GET', '/api/usage?month=2026-03')).body;
    expect(rows).toMatchObject([{ tenantId, calls: 12, practiceCalls: 12 }]);
    const { entries } = (await appliance.api<{ entries: AuditEntry[] }>('GET', '/api/audit?limit=200')).body;
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['tenant.created', 'settings.changed', 'caller.forgotten']),
    );
    expect((await appliance.api('GET', '/api/audit/verify')).body).toMatchObject({ ok: true });
    const receipts = (await appliance.api<ErasureReceipt[]>('GET', `/api/tenants/${tenantId}/erasures`)).body;
    expect(JSON.stringify(receipts)).toContain('"by":"caller"');
    expect(appliance.log.join('')).not.toMatch(/\+1555123000\d/);
  });
});
