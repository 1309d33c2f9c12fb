import type { Page } from 'playwright-core';
import type { CallName } from './agency.ts';
import { MARIA } from './agency.ts';
import type { Prepared } from './prepare.ts';

/** What the addresses of the pages are made of. */
export interface Known extends Prepared {
  calls: Record<CallName, string>;
  message: string;
}

export interface Picture {
  name: string;
  path(known: Known): string;
  /** Done on the page before the picture is taken. */
  act?(page: Page): Promise<unknown>;
  /** Only at this width. */
  width?: 390;
}

const at = (name: string, path: string, act?: Picture['act']): Picture => ({
  name,
  path: () => path,
  ...(act && { act }),
});
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const tenant = (part: string, name = `tenant-${part}`): Picture => at(name, `/tenants/1/${part}`);

/** Before there is any tenant. */
export const FIRST_RUN: readonly Picture[] = [
  at('start', '/start'),
  at('start-tenant', '/start/tenant', (page) => page.getByRole('radio', { name: /Dental practice/ }).check()),
  at('home-empty', '/home'),
  at('calls-empty', '/calls'),
  at('inbox-empty', '/inbox'),
];

/** Once the first tenant is made. */
export const FIRST_TENANT: readonly Picture[] = [
  at('start-call', '/start/call'),
  at('start-connect', '/start/connect'),
];

/** Of an agency that works. */
export const AT_WORK: readonly Picture[] = [
  at('home', '/home'),
  at('calls', '/calls'),
  at('search', '/calls?text=invoice'),
  { name: 'call', path: ({ calls }) => `/calls/${calls.taken}` },
  { name: 'flagged', path: ({ calls }) => `/calls/${calls.flagged}` },
  {
    name: 'replay',
    path: ({ replay }) => replay,
    act: (page) => page.getByRole('region', { name: 'Replay' }).scrollIntoViewIfNeeded(),
  },
  at('inbox', '/inbox'),
  { name: 'message', path: ({ message }) => `/inbox/${message}` },
  at('tenants', '/tenants'),
  at('new-tenant', '/tenants?new'),
  tenant('identity'),
  tenant('knowledge'),
  tenant('agent'),
  tenant('greeting'),
  tenant('personality'),
  at('hear-it', '/tenants/2/personality', async (page) => {
    await press('Hear it')(page);
    await page.getByRole('textbox', { name: 'What the caller says' }).fill('Where are you located?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Play the answer of B' }).waitFor({ timeout: 60_000 });
    await page.getByRole('region', { name: 'Side B', exact: true }).scrollIntoViewIfNeeded();
  }),
  at('draft', '/tenants/2/agent', press('Show changes')),
  tenant('hours'),
  tenant('transfers'),
  tenant('messages'),
  tenant('rules'),
  tenant('tools'),
  tenant('instructions'),
  tenant('versions'),
  at('versions-compare', '/tenants/1/versions?from=1&to=3'),
  tenant('callers'),
  at('caller', `/tenants/1/callers?caller=${MARIA.slice(1)}`),
  at('defaults', '/defaults/agent'),
  at('numbers', '/numbers'),
  at('lookup', '/settings/lookup', async (page) => {
    await page.getByRole('textbox').first().fill('+12125550141');
    await page.getByRole('button', { name: /look/i }).last().click();
  }),
  at('usage', '/usage'),
  at('statement', '/usage?tenant=1'),
  at('audit', '/audit'),
  at('log', '/log'),
  at('backup', '/data/backup'),
  { name: 'restore', path: ({ restore }) => restore },
  { name: 'import', path: ({ imported }) => imported },
  { name: 'bundle', path: ({ bundle }) => bundle },
  ...['agency', 'limits', 'notifications', 'about', 'openai', 'twilio', 'line', 'mail'].map((part) =>
    at(`settings-${part}`, `/settings/${part}`),
  ),
  at('palette', '/home', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/^Go to a page/).fill('harbor');
  }),
  at('keys', '/home', (page) => page.keyboard.press('?')),
  at('alerts', '/home', press(/alert/i)),
  { ...at('more', '/home', press('More')), width: 390 },
  at('practice', '/tenants/1/agent', press('Call this agent')),
  at('not-found', '/nowhere'),
  at('failing', '/calls/CA00000000000000000000000000000000'),
];
