// Makes the pictures of the documentation, from a real server with real practice calls: `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel } from './browser.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images');
const WIDTHS = [1280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;

const TENANTS = [
  {
    businessName: 'Harbor Dental',
    contactName: 'Emma Cole',
    email: 'desk@harbordental.example',
    phoneNumber: '+15555550141',
    agent: {
      agentName: 'Emma',
      voice: 'marin',
      hours: 'Tuesday to Saturday, nine to six',
      address: '4 Harbor Street',
      personality: { warmth: 85, empathy: 80, patience: 75, humor: 35 },
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
    agent: { agentName: 'Alice', voice: 'sage', personality: { formality: 90, polish: 80 } },
  },
];

/** Calls as they might have come in: who rang, and what they said. */
const CALLS: [tenant: number, from: string, script: string[]][] = [
  [1, '+15555550171', ['What are your opening hours?', 'My name is Sarah.', 'Goodbye.']],
  [
    2,
    '+15555550172',
    [
      'I would like to leave a message.',
      'My name is David.',
      'Please call me back.',
      'Yes.',
      'Yes.',
      'Goodbye.',
    ],
  ],
  [2, '+15555550173', ['Where are you located?', 'Goodbye.']],
  [1, '+15555550171', ['Are you a robot?', 'Goodbye.']],
];

/** Pages by the name of their picture. */
const PAGES: [name: string, path: (lastCall: string) => string][] = [
  ['calls', () => '/calls'],
  ['call', (lastCall) => `/calls/${lastCall}`],
  ['tenants', () => '/tenants'],
  ['greeting', () => '/tenants/1/greeting'],
  ['personality', () => '/tenants/1/personality'],
  ['versions', () => '/tenants/1/versions'],
  ['settings', () => '/settings'],
];

async function fill(appliance: Appliance): Promise<string> {
  for (const tenant of TENANTS) await appliance.createTenant(tenant);
  await appliance.api('PATCH', '/api/tenants/1', {
    agent: { greeting: '{time_greeting}, Harbor Dental, {agent_name} speaking. How may I help?' },
  });
  let last = '';
  for (const [tenantId, from, script] of CALLS)
    last = (await appliance.practise(tenantId, script, from)).callSid;
  return last;
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(900);
}

const appliance = await startAppliance({ panel: true });
const chromium = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const lastCall = await fill(appliance);
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
      for (const [name, path] of PAGES) await shoot(name, path(lastCall));
      await page.getByRole('button', { name: 'Practice call', exact: true }).click();
      await settle(page);
      await page.screenshot({ path: join(FOLDER, `practice-${colorScheme}-${width}.png`) });
      await context.close();
    }
  await appliance.api('POST', `/api/calls/${started.body.callSid}/hang-up`);
} finally {
  await chromium.close();
  await appliance.stop();
}
