import type { Page } from 'playwright-core';
import type { Appliance } from '../appliance.ts';
import { type HeldCall, holdCall } from '../held-call.ts';
import { MARIA } from './agency.ts';

/** Takes one picture of what the page shows. */
type Shoot = (name: string) => Promise<void>;

async function ring(appliance: Appliance, tenantId: number, from: string, line: string): Promise<HeldCall> {
  const call = await holdCall(appliance, { tenantId, from });
  call.type(line);
  await call.agentTurns(2);
  return call;
}

/** Pictures of calls in progress: all at once, one whose caller is known, a transfer, and a person who takes over. */
export async function shootLive(
  appliance: Appliance,
  page: Page,
  origin: string,
  shoot: Shoot,
): Promise<void> {
  const [known, ...others] = await Promise.all([
    ring(appliance, 1, MARIA, 'What does a cleaning cost?'),
    ring(appliance, 2, '+12125550197', 'Where are you located?'),
    ring(appliance, 4, '+12125550198', 'What are your opening hours?'),
  ]);
  await page.goto(`${origin}/live`);
  await page.getByRole('list', { name: 'Calls in progress' }).getByRole('listitem').nth(2).waitFor();
  await shoot('live-wall');
  await page.goto(`${origin}/live/${known.callSid}`);
  const panel = page.getByRole('region', { name: 'Call with Harbor Dental' });
  await panel.getByRole('button', { name: 'Listen in' }).click();
  known.type('Is there parking?');
  await known.agentTurns(3);
  await shoot('live');
  await panel.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog', { name: /^Transfer / }).waitFor();
  await shoot('transfer');
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Take over' }).click();
  await panel.getByText('You are speaking with the caller').waitFor();
  await shoot('take-over');
  await panel.getByRole('button', { name: /^Hand back/ }).click();
  for (const call of [known, ...others]) {
    call.hangUp();
    await call.event(({ type }) => type === 'call.ended');
  }
}
