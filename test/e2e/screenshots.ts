// Makes the pictures of the documentation, from a real server with real practice calls: `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { NO_CAPS } from '../../server/contracts/caps.ts';
import { startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel } from './browser.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images');
const WIDTHS = [1280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;

const WEEK = ['tuesday', 'wednesday', 'thursday', 'friday'];
const ALWAYS = { weekly: [], holidays: [] };

const TENANTS = [
  {
    businessName: 'Harbor Dental',
    contactName: 'Emma Cole',
    email: 'desk@harbordental.example',
    phoneNumber: '+15555550141',
    agent: {
      agentName: 'Emma',
      voice: 'marin',
      greeting: '{time_greeting}, Harbor Dental, {agent_name} speaking. How may I help?',
      address: '4 Harbor Street',
      personality: { warmth: 85, empathy: 80, patience: 75, humor: 35 },
      schedule: {
        weekly: [
          { day: 'monday', from: '09:00', to: '12:00' },
          { day: 'monday', from: '13:00', to: '18:00' },
          ...WEEK.map((day) => ({ day, from: '09:00', to: '18:00' })),
        ],
        holidays: [{ date: '2026-12-25', yearly: true, name: 'Christmas Day', spans: [] }],
      },
      // The pictures are taken at any time of day.
      afterHours: { mode: 'answer', destination: '' },
      transfers: [
        {
          label: 'Billing',
          number: '+12125550142',
          when: 'Questions about an invoice or a payment',
          mode: 'warm',
          schedule: ALWAYS,
        },
        {
          label: 'Dr. Cole',
          number: '+12125550143',
          when: 'A patient in pain, or after a treatment',
          mode: 'cold',
          schedule: ALWAYS,
        },
      ],
      delivery: {
        emails: ['desk@harbordental.example'],
        sms: [],
        webhookUrl: null,
        withTranscript: true,
      },
      recording: { on: true, keepDays: 30 },
      caps: { ...NO_CAPS, callMinutes: 15, monthMinutes: 2_000, monthUsd: 150 },
      toolHosts: ['api.harbordental.example'],
      httpTools: [
        {
          name: 'find_free_times',
          description: 'Finds free times of a day. Use it before you offer one.',
          parameters: {
            type: 'object',
            properties: { day: { type: 'string', description: 'Such as 2026-12-01' } },
            required: ['day'],
          },
          method: 'GET',
          url: 'https://api.harbordental.example/times',
          headers: [{ name: 'Authorization', value: 'Bearer {{CALENDAR_KEY}}' }],
          receipt: 'none',
        },
      ],
    },
  },
  {
    businessName: 'Delta Plumbing',
    contactName: 'Robert Hale',
    email: 'robert@deltaplumbing.example',
    phoneNumber: '+15555550142',
    agent: {
      agentName: 'Robert',
      voice: 'cedar',
      hours: 'Monday to Friday, eight to five',
      address: '12 Main Street',
    },
  },
  {
    businessName: 'Linden Law',
    contactName: 'Grace Linden',
    email: 'office@lindenlaw.example',
    agent: {
      agentName: 'Alice',
      voice: 'sage',
      personality: { formality: 90, polish: 80 },
      caps: { ...NO_CAPS, callMinutes: 0.3 },
    },
  },
];

const KNOWLEDGE = [
  ['Do you take new patients?', 'Yes, we take new patients every week.'],
  ['What does a cleaning cost?', 'A cleaning costs ninety dollars.'],
  ['Is there parking?', 'Yes, there is parking behind the house.'],
];

/** Calls as they might have come in, at the same time: to whom, who rang, and what they said. */
const CALLS: Record<string, { tenantId: number; from: string; script: string[]; transferAnswer?: string }> = {
  taken: {
    tenantId: 1,
    from: '+15555550171',
    script: [
      'Put me through to billing please.',
      'Yes please.',
      'My name is David.',
      'I have a question about my invoice.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ],
    transferAnswer: 'no-answer',
  },
  through: { tenantId: 1, from: '+15555550172', script: ['Put me through to billing please.'] },
  asked: { tenantId: 2, from: '+15555550173', script: ['Where are you located?', 'Goodbye.'] },
  flagged: {
    tenantId: 3,
    from: '+15555550175',
    script: ['What are your opening hours?', 'Where are you located?', 'Are you a robot?', 'Goodbye.'],
  },
};

/** Pages by the name of their picture; `calls` has the call SIDs by name. */
const PAGES: [name: string, path: (calls: Record<string, string>) => string][] = [
  ['calls', () => '/calls'],
  ['call', ({ taken }) => `/calls/${taken}`],
  ['flagged', ({ flagged }) => `/calls/${flagged}`],
  ['inbox', () => '/inbox'],
  ['tenants', () => '/tenants'],
  ['greeting', () => '/tenants/1/greeting'],
  ['personality', () => '/tenants/1/personality'],
  ['hours', () => '/tenants/1/hours'],
  ['transfers', () => '/tenants/1/transfers'],
  ['knowledge', () => '/tenants/1/knowledge'],
  ['tools', () => '/tenants/1/tools'],
  ['versions', () => '/tenants/1/versions'],
  ['usage', () => '/usage?tenant=1'],
  ['settings', () => '/settings'],
];

/** Resolves with the SIDs of the calls by their names. */
async function fill(appliance: Appliance): Promise<Record<string, string>> {
  for (const tenant of TENANTS) await appliance.createTenant(tenant);
  await appliance.api('PATCH', '/api/tenants/1', { agent: { personality: { warmth: 90 } } });
  for (const [title, text] of KNOWLEDGE)
    await appliance.api('POST', '/api/tenants/1/knowledge', { kind: 'faq', title, text });
  const sids = Object.entries(CALLS).map(async ([name, call]): Promise<[string, string]> => {
    const { callSid } = (await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', call)).body;
    await appliance.events.wait(({ type, data }) => type === 'call.summarised' && data.callSid === callSid);
    return [name, callSid];
  });
  return Object.fromEntries(await Promise.all(sids));
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(900);
}

const mail = await startMailServer();
const appliance = await startAppliance({ panel: true, env: { SMTP_URL: mail.url } });
const chromium = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const calls = await fill(appliance);
  const started = await appliance.api<{ callSid: string }>('POST', '/api/practice-calls', {
    tenantId: 1,
    from: '+15555550174',
    script: Array.from(
      { length: 12 },
      (_, index) =>
        ['What are your opening hours?', 'Where are you located?', 'Could you repeat that?'][index % 3],
    ),
  });
  const isCallersTurn = ({ type, data }: { type: string; data: Record<string, unknown> }): boolean =>
    type === 'call.turn' &&
    data.callSid === started.body.callSid &&
    (data.turn as { role: string }).role === 'caller';
  await appliance.events.wait(isCallersTurn);
  for (const width of WIDTHS)
    for (const colorScheme of SCHEMES) {
      const viewport = { width, height: width === 390 ? 844 : 800 };
      const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, {
        viewport,
        colorScheme,
      });
      const origin = new URL(appliance.controlUrl).origin;
      const shoot = async (name: string, path: string): Promise<void> => {
        await page.goto(origin + path);
        await settle(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}-${width}.png`) });
      };
      await shoot('live', `/live/${started.body.callSid}`);
      for (const [name, path] of PAGES) await shoot(name, path(calls));
      await page.getByRole('button', { name: 'Practice call', exact: true }).click();
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `practice-${colorScheme}-${width}.png`) });
      await context.close();
    }
  await appliance.api('POST', `/api/calls/${started.body.callSid}/hang-up`);
} finally {
  await chromium.close();
  await appliance.stop();
  await mail.close();
}
