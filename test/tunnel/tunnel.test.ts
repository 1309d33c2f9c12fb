import { describe, expect, test } from 'vitest';
import type { TunnelStatus } from '../../server/contracts/settings.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { createFixedTunnel } from '../../server/tunnel/fixed.ts';
import { createNgrokTunnel } from '../../server/tunnel/ngrok.ts';
import { createNoTunnel } from '../../server/tunnel/none.ts';
import type { Tunnel } from '../../server/tunnel/tunnel.ts';
import { ManualClock } from '../manual-clock.ts';
import { fakeNgrok } from './fake-ngrok.ts';

const ngrok = () =>
  createNgrokTunnel({
    authtoken: 'token',
    domain: 'phone.example.com',
    clock: new ManualClock(),
    logger: createLogger({ level: 'silent' }),
    load: async () => fakeNgrok().sdk,
    fetch: async () => new Response('{"status":"ok"}'),
  });

describe.each<[string, TunnelStatus['provider'], () => Tunnel]>([
  ['the fixed address', 'fixed', () => createFixedTunnel('https://phone.example.com/')],
  ['ngrok', 'ngrok', ngrok],
])('%s, as a tunnel', (_, provider, create) => {
  test('is off until it is opened, online then, off when closed', async () => {
    const tunnel = create();
    const off = { state: 'off', provider, url: null, problem: null };
    expect(tunnel.status()).toEqual(off);
    await tunnel.open(5000);
    const online = { state: 'online', provider, url: 'https://phone.example.com', problem: null };
    expect(tunnel.status()).toEqual(online);
    await tunnel.close();
    await tunnel.close();
    expect(tunnel.status()).toEqual(off);
    await tunnel.open(5000);
    expect(tunnel.status()).toEqual(online);
    await tunnel.close();
  });

  test('tells changes, each once, until nobody listens', async () => {
    const tunnel = create();
    const seen: string[] = [];
    const stop = tunnel.onChange((status) => seen.push(status.state));
    await tunnel.open(5000);
    await tunnel.close();
    stop();
    await tunnel.open(5000);
    await tunnel.close();
    expect(seen.filter((state) => state !== 'connecting')).toEqual(['online', 'off']);
  });

  test('gives its status away as a copy', async () => {
    const tunnel = create();
    await tunnel.open(5000);
    tunnel.status().url = 'https://evil.example';
    expect(tunnel.status().url).toBe('https://phone.example.com');
    await tunnel.close();
  });
});

test('no tunnel stays off', async () => {
  const tunnel = createNoTunnel();
  await tunnel.open(5000);
  expect(tunnel.status()).toEqual({ state: 'off', provider: 'none', url: null, problem: null });
  await tunnel.close();
});
