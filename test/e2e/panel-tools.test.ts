import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { loopbackServer } from '../platform/loopback-server.ts';
import { mcpHouse } from '../tools/mcp-house.ts';
import { bookingTool } from '../tools/world.ts';
import { type Appliance, startAppliance } from './appliance.ts';
import { openBrowser, openPanel, type TestBrowser } from './browser.ts';
import { overflow, seriousFaults } from './faults.ts';

const SECRET = 'hush-4711-secret';

let appliance: Appliance;
let chromium: TestBrowser;

beforeAll(async () => {
  chromium = await openBrowser();
}, 120_000);
afterAll(() => chromium.close());

async function openTools(places: string[], agent: object, viewport = { width: 1280, height: 900 }) {
  appliance = await startAppliance({ panel: true, env: { RINGHOUSE_PRIVATE_HOSTS: places.join() } });
  const tenant = await appliance.createTenant({ agent });
  const opened = await openPanel(chromium.browser, appliance.controlUrl, { viewport });
  await opened.page.goto(new URL(`/tenants/${tenant.id}/tools`, appliance.controlUrl).href);
  await opened.page.getByRole('heading', { name: 'Secrets' }).waitFor();
  return {
    ...opened,
    saved: async () => (await appliance.api<TenantView>('GET', `/api/tenants/${tenant.id}`)).body.agent,
    async close() {
      await opened.context.close();
      await appliance.stop();
    },
  };
}

const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();
const changed = () =>
  appliance.events.wait(({ type, data }) => type === 'tenant.changed' && data.version === 2);

describe('the tools of a tenant in the panel', { timeout: 120_000 }, () => {
  it('are set up, tried with a secret that is never shown, and saved', async () => {
    const crm = await loopbackServer(({ headers }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ booked: true, youSent: headers.authorization }));
    });
    const { page, problems, saved, close } = await openTools([crm.place], { toolHosts: ['127.0.0.1'] });

    await page.getByRole('textbox', { name: 'Name of the secret' }).fill('crm_key');
    await page.getByLabel('Secret', { exact: true }).fill(SECRET);
    await page.getByRole('button', { name: 'Save secret' }).click();
    await page.getByRole('button', { name: 'Remove CRM_KEY' }).waitFor();

    await page.getByRole('button', { name: 'Add a tool' }).click();
    const tool = page.getByRole('group', { name: 'the new tool' });
    await tool.getByRole('textbox', { name: 'What it does' }).fill('Books a table.');
    await tool.getByRole('textbox', { name: 'Address' }).fill(`${crm.origin}/bookings`);
    await tool.getByRole('button', { name: 'Add a header' }).click();
    await tool.getByRole('textbox', { name: 'Name of header 1' }).fill('Authorization');
    await tool.getByRole('textbox', { name: 'Value of header 1' }).fill('Bearer {{CRM_KEY}}');
    const schema = tool.getByRole('textbox', { name: 'Arguments, as a JSON schema' });
    await schema.fill('{"type": "object", ');
    await page.getByText('This is not JSON').waitFor();
    await tool.getByRole('textbox', { name: 'Name', exact: true }).fill('book_table');
    // What is not JSON can't be saved, nor the schema before it by mistake.
    await save(page);
    await page
      .getByText(/must describe an object/)
      .first()
      .waitFor();
    const named = page.getByRole('group', { name: 'book_table', exact: true });
    await named
      .getByRole('textbox', { name: 'Arguments, as a JSON schema' })
      .fill('{"type": "object", "properties": {"date": {"type": "string"}}}');

    await page.getByRole('button', { name: 'Try book_table' }).click();
    const dialog = page.getByRole('dialog', { name: 'Try book_table' });
    await dialog.getByRole('textbox', { name: 'Arguments' }).fill('{"date": "1 May"}');
    await dialog.getByRole('button', { name: 'Send the request' }).click();
    await dialog.getByText(/It worked, status 200/).waitFor();
    expect(await dialog.getByRole('status', { name: 'Result' }).textContent()).toContain('Bearer [secret]');
    expect(await seriousFaults(page)).toEqual([]);
    expect(crm.seen[0]?.headers).toMatchObject({ authorization: `Bearer ${SECRET}`, 'ringhouse-test': '1' });
    await page.keyboard.press('Escape');

    const saving = changed();
    await save(page);
    await saving;
    expect((await saved()).httpTools).toMatchObject([
      { name: 'book_table', headers: [{ name: 'Authorization', value: 'Bearer {{CRM_KEY}}' }] },
    ]);
    expect(await page.content()).not.toContain(SECRET);
    // The refused save says so in the browser's own log, nothing else does.
    expect(problems).toEqual([]);
    await close();
  });

  it('come from a server too, those that are ticked', async () => {
    const house = await mcpHouse();
    const { page, problems, saved, close } = await openTools([house.place], { toolHosts: ['127.0.0.1'] });
    await page.getByRole('button', { name: 'Add a server' }).click();
    const server = page.getByRole('group', { name: 'the new server', exact: true });
    await server.getByRole('textbox', { name: 'Address' }).fill('http://localhost:1/mcp');
    await server.getByRole('textbox', { name: 'Name', exact: true }).fill('house');
    const named = page.getByRole('group', { name: 'house', exact: true });
    await named.getByRole('button', { name: 'Load tools of house' }).click();
    await named
      .getByRole('alert')
      .getByText(/allowed hosts/)
      .waitFor();
    await named.getByRole('textbox', { name: 'Address' }).fill(house.url);
    await named.getByRole('button', { name: 'Load tools of house' }).click();
    await named.getByRole('checkbox', { name: 'book.table' }).check();
    await named.getByRole('combobox', { name: 'What it proves: book.table' }).click();
    await page.getByRole('option', { name: 'Something is booked' }).click();
    expect(await seriousFaults(page)).toEqual([]);
    const saving = changed();
    await save(page);
    await saving;
    expect((await saved()).mcpServers).toEqual([
      { name: 'house', url: house.url, headers: [], tools: [{ name: 'book.table', receipt: 'booked' }] },
    ]);
    expect(problems.filter((text) => !text.includes('403'))).toEqual([]);
    await close();
  });

  it('fit the width of a phone', async () => {
    const httpTools = [bookingTool(`https://api.example.com/${'long/'.repeat(40)}`)];
    const mcpServers = [
      {
        name: 'crm',
        url: 'https://crm.example.com/mcp',
        headers: [],
        tools: [{ name: 'x'.repeat(60), receipt: 'none' }],
      },
    ];
    const agent = { httpTools, mcpServers, toolHosts: ['api.example.com'] };
    const { page, close } = await openTools([], agent, { width: 390, height: 844 });
    await page.getByRole('checkbox', { name: 'xxx' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);
    await close();
  });
});
