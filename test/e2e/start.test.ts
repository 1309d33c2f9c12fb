import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Appliance, startAppliance } from './appliance.ts';

let dataDir: string;
let first: Appliance;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ringhouse-start-'));
  first = await startAppliance({ dataDir });
});
afterEach(async () => {
  await first.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('refuses a second copy on the same data, and says what to do', async () => {
  await expect(startAppliance({ dataDir })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(dataDir),
  });
  expect((await first.api('GET', '/api/tenants')).status).toBe(200);
});

it('names a port that is taken, and leaves nothing running', async () => {
  const port = new URL(first.publicOrigin).port;
  const other = await mkdtemp(join(tmpdir(), 'ringhouse-start-'));
  await expect(
    startAppliance({ dataDir: other, env: { RINGHOUSE_PUBLIC_PORT: port } }),
  ).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`Port ${port} is used by another program`),
  });
  // The folder is free again.
  await (await startAppliance({ dataDir: other })).stop();
  await rm(other, { recursive: true, force: true });
});

it('tells commands on this computer where it is, for the owner alone, and no more once it has stopped', async () => {
  const file = join(dataDir, 'control.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    controlUrl: first.controlUrl,
    pid: process.pid,
  });
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  await first.stop();
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('finds everything again after a restart', async () => {
  const tenant = await first.createTenant({ phoneNumber: '+15557770001', agent: { agentName: 'Mia' } });
  await first.api('PATCH', '/api/defaults', { voice: 'sage' });
  await first.api('PATCH', '/api/settings', {
    settings: { realtimeModel: 'another-model' },
    secrets: { NGROK_AUTHTOKEN: null },
  });
  await first.stop();
  first = await startAppliance({ dataDir });
  expect((await first.api('GET', `/api/tenants/${tenant.id}`)).body).toMatchObject({
    phoneNumbers: ['+15557770001'],
    agent: { agentName: 'Mia' },
  });
  expect((await first.api('GET', '/api/defaults')).body).toMatchObject({ voice: 'sage' });
  expect((await first.api('GET', '/api/settings')).body).toMatchObject({
    settings: { realtimeModel: 'another-model' },
  });
  const found = await first.api('POST', '/api/lookup', { to: '+15557770001', from: '+15551230001' });
  expect(found.body).toMatchObject({ tenantId: tenant.id });
});

it.each([
  ['says nothing', ''],
  ['sends half a request', 'POST /phone/status HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'],
  [
    'never hangs up after it was refused',
    'GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  ],
])('stops though a stranger on the public listener %s', async (_, request) => {
  const port = Number(new URL(first.publicOrigin).port);
  const stranger = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  stranger.on('error', () => {});
  await once(stranger, 'connect');
  if (request !== '') stranger.write(request);
  // Its turn has come once a later request was answered.
  await fetch(`${first.publicOrigin}/health`);
  await first.stop();
  stranger.destroy();
});
