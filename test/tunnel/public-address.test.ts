import { expect, test } from 'vitest';
import { createLogger } from '../../server/platform/logger.ts';
import { createNgrokTunnel } from '../../server/tunnel/ngrok.ts';
import { PublicAddress } from '../../server/tunnel/public-address.ts';
import type { Tunnel } from '../../server/tunnel/tunnel.ts';
import { ManualClock } from '../manual-clock.ts';
import { fakeNgrok } from './fake-ngrok.ts';

/** An address over tunnels that take a while to open and to close; `open` holds the numbers of those that are. */
function setUp() {
  const open = new Set<number>();
  const together: number[] = [];
  let made = 0;
  const make = async (): Promise<Tunnel> => {
    made += 1;
    const number = made;
    let closed = false;
    return {
      status: () => ({ state: 'online', provider: 'ngrok', url: `https://${number}.example`, problem: null }),
      onChange: () => () => undefined,
      async open() {
        await later();
        if (!closed) open.add(number);
        together.push(open.size);
      },
      async close() {
        closed = true;
        await later();
        open.delete(number);
      },
    };
  };
  const told: (string | null)[] = [];
  const address = new PublicAddress(make, ({ url }) => void told.push(url));
  return { address, open, together, told };
}

const later = () => new Promise((resolve) => setImmediate(resolve));

test('opened anew by several at once, one tunnel is open: the one that is known', async () => {
  const { address, open, together, told } = setUp();
  await address.open(5000);
  await Promise.all([address.reopen(), address.reopen(), later().then(() => address.reopen())]);
  expect(open.size).toBe(1);
  expect(address.origin()).toBe(`https://${[...open][0]}.example`);
  expect(told.at(-1)).toBe(address.origin());
  expect(Math.max(...together)).toBe(1);
});

test('closed while it is opened anew, nothing stays open, and nothing can open it again', async () => {
  const { address, open } = setUp();
  await address.open(5000);
  const reopening = address.reopen();
  await address.close();
  await reopening;
  await address.reopen();
  expect(open.size).toBe(0);
  expect(address.status().state).toBe('off');
});

test('a tunnel that hangs on the way holds up neither the next nor the end', async () => {
  let letThrough = (): void => undefined;
  const ngrok = fakeNgrok({ connect: () => new Promise<void>((resolve) => (letThrough = resolve)) });
  const make = async () =>
    createNgrokTunnel({
      authtoken: 'token',
      domain: null,
      clock: new ManualClock(),
      logger: createLogger({ level: 'silent' }),
      load: async () => ngrok.sdk,
      fetch: async () => new Response('{"status":"ok"}'),
    });
  const address = new PublicAddress(make, () => undefined);
  const hung = address.open(5000);
  await later();
  delete ngrok.plan.connect;
  await address.reopen();
  expect(address.status().state).toBe('online');
  letThrough();
  await hung;
  expect(ngrok.sessions.filter(({ closed }) => !closed)).toHaveLength(1);
  await address.close();
  expect(ngrok.sessions.filter(({ closed }) => !closed)).toEqual([]);
});
