import { describe, expect, test } from 'vitest';
import { createLogger } from '../../server/platform/logger.ts';
import { createNgrokTunnel, type NgrokOptions } from '../../server/tunnel/ngrok.ts';
import { ManualClock } from '../manual-clock.ts';
import { fakeNgrok } from './fake-ngrok.ts';

function setUp(plan: Parameters<typeof fakeNgrok>[0] = {}, change: Partial<NgrokOptions> = {}) {
  const clock = new ManualClock();
  const ngrok = fakeNgrok(plan);
  const states: string[] = [];
  const probes: string[] = [];
  let errorCode: string | null = null;
  const tunnel = createNgrokTunnel({
    authtoken: 'the-token',
    domain: null,
    clock,
    logger: createLogger({ level: 'silent' }),
    load: async () => ngrok.sdk,
    fetch: async (url) => {
      probes.push(String(url));
      return new Response('', { headers: errorCode === null ? {} : { 'ngrok-error-code': errorCode } });
    },
    ...change,
  });
  tunnel.onChange((status) => states.push(status.state));
  return { clock, ...ngrok, tunnel, states, probes, bar: (code: string | null) => (errorCode = code) };
}

/** Lets promises run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const refusal = (code: number) => async () => {
  throw new Error(`failed to connect session: authentication failed\n\nerror_code: ERR_NGROK_${code}`);
};

describe('opening', () => {
  test('forwards to the public listener and probes the address once', async () => {
    const { tunnel, sessions, states, probes, clock } = setUp();
    await tunnel.open(5123);
    expect(sessions).toMatchObject([
      { authtoken: 'the-token', domain: null, forwardsTo: 'http://127.0.0.1:5123', closed: false },
    ]);
    expect(tunnel.status().url).toBe('https://given.ngrok-free.dev');
    expect(states).toEqual(['connecting', 'online']);
    expect(probes).toEqual(['https://given.ngrok-free.dev/health']);
    clock.advance(3_600_000);
    expect(probes).toHaveLength(1);
    await tunnel.close();
    expect(sessions[0]?.closed).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test('asks for the configured domain', async () => {
    const { tunnel, sessions } = setUp({}, { domain: 'phone.example.com' });
    await tunnel.open(5000);
    expect(sessions[0]?.domain).toBe('phone.example.com');
    expect(tunnel.status().url).toBe('https://phone.example.com');
    await tunnel.close();
  });

  test.each([
    [105, /authtoken\. Copy it again/],
    [107, /authtoken\. Copy it again/],
    [319, /not reserved/],
  ])('is given up on ERR_NGROK_%i', async (code, words) => {
    const { tunnel, clock, sessions } = setUp({ connect: refusal(code) });
    await tunnel.open(5000);
    expect(tunnel.status()).toMatchObject({
      state: 'failed',
      url: null,
      problem: expect.stringMatching(words),
    });
    clock.advance(3_600_000);
    await settle();
    expect(sessions).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test.each([
    ['session limit', refusal(108), /connected from somewhere else/],
    ['an unknown code', refusal(9_999), /ERR_NGROK_9999/],
    [
      'no network',
      () => Promise.reject(new Error('failed to connect session: failed to establish tcp connection')),
      /could not be reached \(failed to connect session/,
    ],
  ])('is tried again after %s', async (_, connect, words) => {
    const plan: { connect?: () => Promise<void> } = { connect };
    const { tunnel, clock, states } = setUp(plan);
    await tunnel.open(5000);
    expect(tunnel.status()).toMatchObject({ state: 'failed', problem: expect.stringMatching(words) });
    clock.advance(1_000);
    await settle();
    expect(tunnel.status().state).toBe('failed');
    delete plan.connect;
    clock.advance(2_000);
    await settle();
    expect(tunnel.status()).toMatchObject({ state: 'online', problem: null });
    expect(states).toEqual(['connecting', 'failed', 'online']);
    await tunnel.close();
    expect(clock.pending).toBe(0);
  });

  test('closed meanwhile leaves no session behind', async () => {
    let letThrough = () => {};
    const { tunnel, sessions, clock } = setUp({
      connect: () => new Promise<void>((resolve) => (letThrough = resolve)),
    });
    const opening = tunnel.open(5000);
    await settle();
    await tunnel.close();
    letThrough();
    await opening;
    expect(sessions).toMatchObject([{ closed: true }]);
    expect(tunnel.status().state).toBe('off');
    expect(clock.pending).toBe(0);
  });

  test('says so when the agent is missing', async () => {
    const missing = () => Promise.reject(new Error('Cannot find module @ngrok/ngrok-linux-x64-gnu'));
    const { tunnel, clock } = setUp({}, { load: missing });
    await tunnel.open(5000);
    expect(tunnel.status()).toMatchObject({ state: 'failed', problem: expect.stringMatching(/npm ci/) });
    expect(clock.pending).toBe(0);
  });

  test('finds the real agent on this computer, which tells in vain hosts from tokens', async () => {
    const { default: sdk } = await import('@ngrok/ngrok');
    const builder = new sdk.SessionBuilder();
    expect(
      builder
        .authtoken('x')
        .handleDisconnection(() => true)
        .handleHeartbeat(() => {}),
    ).toBe(builder);
    await expect(builder.serverAddr('127.0.0.1:1').connect()).rejects.toThrow(/tcp connection/);
  });
});

describe('a lost connection', () => {
  test('that comes back soon is no failure, and keeps its address', async () => {
    const { tunnel, sessions, clock, states, probes } = setUp();
    await tunnel.open(5000);
    expect(sessions[0]?.disconnect('connection reset')).toBe(true);
    sessions[0]?.disconnect('connection reset');
    expect(tunnel.status()).toMatchObject({ state: 'connecting', url: 'https://given.ngrok-free.dev' });
    clock.advance(4_999);
    sessions[0]?.heartbeat();
    await settle();
    clock.advance(60_000);
    expect(states).toEqual(['connecting', 'online', 'connecting', 'online']);
    expect(probes).toHaveLength(2);
    expect(sessions).toHaveLength(1);
    await tunnel.close();
    expect(clock.pending).toBe(0);
  });

  test('that stays lost is told after 5 seconds, until it is back', async () => {
    const { tunnel, sessions, clock } = setUp();
    await tunnel.open(5000);
    sessions[0]?.disconnect('network is unreachable');
    clock.advance(5_000);
    expect(tunnel.status()).toMatchObject({
      state: 'failed',
      url: 'https://given.ngrok-free.dev',
      problem: expect.stringMatching(/network is unreachable/),
    });
    sessions[0]?.heartbeat();
    expect(tunnel.status()).toMatchObject({ state: 'online', problem: null });
    await tunnel.close();
  });

  test('because the token was withdrawn ends the session', async () => {
    const { tunnel, sessions, clock } = setUp();
    await tunnel.open(5000);
    sessions[0]?.disconnect('error_code: ERR_NGROK_107');
    await settle();
    expect(sessions[0]?.closed).toBe(true);
    expect(tunnel.status()).toMatchObject({ state: 'failed', url: null });
    expect(clock.pending).toBe(0);
  });

  test('of a session that is closed changes nothing', async () => {
    const { tunnel, sessions } = setUp();
    await tunnel.open(5000);
    await tunnel.close();
    sessions[0]?.disconnect('closed');
    sessions[0]?.heartbeat();
    expect(tunnel.status().state).toBe('off');
  });
});

describe('the probe', () => {
  test.each([
    ['ERR_NGROK_727', /used up/],
    ['ERR_NGROK_8012', /could not reach the voice server/],
    ['ERR_NGROK_3200', /offline/],
  ])('tells %s, and when it has passed', async (code, words) => {
    const { tunnel, clock, bar, sessions } = setUp();
    bar(code);
    await tunnel.open(5000);
    await settle();
    expect(tunnel.status()).toMatchObject({ state: 'failed', problem: expect.stringMatching(words) });
    sessions[0]?.heartbeat();
    expect(tunnel.status().state).toBe('failed');
    bar(null);
    clock.advance(120_000);
    await settle();
    expect(tunnel.status()).toMatchObject({ state: 'online', problem: null });
    await tunnel.close();
    expect(clock.pending).toBe(0);
  });

  test('that can not be made says nothing about callers', async () => {
    const { tunnel } = setUp({}, { fetch: () => Promise.reject(new Error('no route')) });
    await tunnel.open(5000);
    await settle();
    expect(tunnel.status().state).toBe('online');
    await tunnel.close();
  });

  test('is given up after 10 seconds', async () => {
    const { tunnel, clock } = setUp(
      {},
      {
        fetch: (_, init) =>
          new Promise((_, reject) => {
            init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
          }),
      },
    );
    await tunnel.open(5000);
    clock.advance(10_000);
    await settle();
    expect(tunnel.status().state).toBe('online');
    await tunnel.close();
  });
});
