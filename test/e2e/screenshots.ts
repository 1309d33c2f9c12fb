// Makes the pictures of the documentation, from a real server with real practice calls: `npm run screenshots`, or only some
// of them by their names: `npm run screenshots -- home live`.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { InboxPage } from '../../server/contracts/message.ts';
import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from '../../server/contracts/mulaw.ts';
import { startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import { EMULATED_ACCOUNT, EMULATED_TOKEN, startTwilioEmulator } from '../emulators/twilio/rest.ts';
import { startMailServer } from '../notify/mail-server.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel } from './browser.ts';
import { fill, writePast } from './screenshots/fill.ts';
import { shootLive } from './screenshots/live-pictures.ts';
import { AT_WORK, FIRST_RUN, FIRST_TENANT, type Known, type Picture } from './screenshots/pictures.ts';
import { prepare } from './screenshots/prepare.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images');
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
type Look = (typeof LOOKS)[number];

const only = process.argv.slice(2);
const wanted = (name: string): boolean => only.length === 0 || only.includes(name);

const microphone = Buffer.alloc(20_000 * MULAW_BYTES_PER_MS, MULAW_SILENCE);
const folder = await mkdtemp(join(tmpdir(), 'ringhouse-pictures-'));
const chromium = await openBrowser({ microphone });

async function snap(page: Page, name: string, { colorScheme, viewport }: Look): Promise<void> {
  await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').first().waitFor({ state: 'detached' });
  // Charts are drawn and notices slide in after the page stands.
  await page.waitForTimeout(500);
  if (wanted(name))
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}-${viewport.width}.png`) });
}

/** Does something with a fresh page of the panel in each of its looks. */
async function inEachLook(
  appliance: Appliance,
  run: (page: Page, origin: string, look: Look) => Promise<void>,
) {
  for (const look of LOOKS) {
    const { page, context } = await openPanel(chromium.browser, appliance.controlUrl, {
      ...look,
      reducedMotion: 'reduce',
      permissions: ['microphone'],
    });
    await run(page, new URL(appliance.controlUrl).origin, look);
    await context.close();
  }
}

async function shoot(appliance: Appliance, pictures: readonly Picture[], known: Known | null): Promise<void> {
  await inEachLook(appliance, async (page, origin, look) => {
    for (const { name, path, act, width } of pictures) {
      if (!wanted(name) || (width !== undefined && width !== look.viewport.width)) continue;
      // The pages of the first run need nothing that is known.
      await page.goto(origin + path(known as Known));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      try {
        await act?.(page);
        await snap(page, name, look);
      } catch (error) {
        throw new Error(`The picture ${name} failed.`, { cause: error });
      }
    }
  });
}

async function firstRun(): Promise<void> {
  const appliance = await startAppliance({ panel: true });
  await shoot(appliance, FIRST_RUN, null);
  await appliance.createTenant({ trade: 'dental', businessName: 'Harbor Dental' });
  await shoot(appliance, FIRST_TENANT, null);
  await appliance.stop();
}

async function atWork(env: Record<string, string>): Promise<void> {
  const dataDir = join(folder, 'data');
  await writePast(dataDir);
  const appliance = await startAppliance({ panel: true, dataDir, env });
  const calls = await fill(appliance);
  const first = await openPanel(chromium.browser, appliance.controlUrl);
  const origin = new URL(appliance.controlUrl).origin;
  const done = await prepare(first.page, origin, calls.asked, folder);
  await first.context.close();
  const { messages } = (await appliance.api<InboxPage>('GET', '/api/messages?state=all')).body;
  await shoot(appliance, AT_WORK, { ...done, calls, message: messages[0]?.id ?? '' });
  if (['live', 'live-wall', 'transfer', 'take-over'].some(wanted))
    await inEachLook(appliance, (page, at, look) =>
      shootLive(appliance, page, at, (name) => snap(page, name, look)),
    );
  await appliance.stop();
}

await mkdir(FOLDER, { recursive: true });
const mail = await startMailServer();
const openai = await startOpenAiEmulator();
const twilio = await startTwilioEmulator({
  phoneNumbers: ['+12125550141', '+12125550151', '+12125550161', '+12125550171', '+12125550199'],
});
try {
  if ([...FIRST_RUN, ...FIRST_TENANT].some(({ name }) => wanted(name))) await firstRun();
  await atWork({
    SMTP_URL: mail.url,
    OPENAI_API_KEY: 'sk-emulated-key',
    OPENAI_BASE_URL: openai.baseUrl,
    RINGHOUSE_ENGINE: 'offline',
    TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
    TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
    RINGHOUSE_TWILIO_API_URL: twilio.url,
    RINGHOUSE_PUBLIC_URL: 'https://phone.northside.example',
  });
} finally {
  await chromium.close();
  await Promise.all([mail.close(), openai.close(), twilio.close()]);
  await rm(folder, { recursive: true, force: true });
}
