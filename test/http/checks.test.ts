import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Check, CheckStep } from '../../server/contracts/check.ts';
import { type Appliance, startAppliance } from '../e2e/appliance.ts';
import { type OpenAiEmulator, startOpenAiEmulator } from '../emulators/openai/emulator.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../emulators/twilio/rest.ts';
import { type MailServer, startMailServer } from '../notify/mail-server.ts';
import { fakeNgrok } from '../tunnel/fake-ngrok.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function appliance(
  env: Record<string, string> = {},
  options: Parameters<typeof startAppliance>[0] = {},
): Promise<Appliance> {
  const started = await startAppliance({ env, ...options });
  closers.push(started.stop);
  return started;
}

async function openAi(): Promise<OpenAiEmulator> {
  const emulator = await startOpenAiEmulator();
  closers.push(emulator.close);
  return emulator;
}

async function twilio(phoneNumbers: string[] = []): Promise<TwilioEmulator> {
  const emulator = await startTwilioEmulator({ phoneNumbers });
  closers.push(emulator.close);
  return emulator;
}

async function mail(): Promise<MailServer> {
  const server = await startMailServer();
  closers.push(server.close);
  return server;
}

/** Checks a service. Whatever comes of it, none of `secrets` is told. */
async function check(on: Appliance, service: string, ...secrets: string[]): Promise<Check> {
  const { status, body } = await on.api<Check>('POST', `/api/checks/${service}`);
  expect([status, body.state]).toEqual([200, 'done']);
  const told = JSON.stringify([body, on.events.all, on.log]);
  for (const secret of secrets) expect(told).not.toContain(secret);
  return body;
}

const states = ({ steps }: Check): Record<string, CheckStep['state']> =>
  Object.fromEntries(steps.map(({ id, state }) => [id, state]));

/** The failed step of a check, whole. */
function failure({ steps, ok }: Check): CheckStep {
  const [step] = steps.filter(({ state }) => state === 'failed');
  if (!step || ok !== false) throw new Error(`Nothing failed: ${JSON.stringify(steps)}`);
  expect(step.problem).toBeTruthy();
  expect(step.remedy.length).toBeGreaterThan(0);
  return step;
}

const KEY = 'sk-emulated-key';
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

describe('checking OpenAI', { timeout: 60_000 }, () => {
  it('finds all well, tells how far it is, and remembers it', async () => {
    const { baseUrl } = await openAi();
    const on = await appliance({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: KEY });
    const done = await check(on, 'openai', KEY);
    expect(done.ok).toBe(true);
    expect(states(done)).toEqual({ key: 'ok', realtime: 'ok', speech: 'ok', models: 'ok' });
    const told = on.events.all.filter(({ type }) => type === 'check.changed');
    expect(told).toHaveLength(5);
    expect(told[1]?.data.check).toMatchObject({ state: 'running', ok: null });
    expect((await on.api('GET', '/api/checks')).body).toEqual({ checks: [done] });
    expect(JSON.stringify((await on.api('GET', '/api/audit')).body)).toContain('"check.run"');
  });

  it('tells that there is no key, and that a key is wrong, and tries nothing further', async () => {
    const { baseUrl } = await openAi();
    const without = await check(await appliance({ OPENAI_BASE_URL: baseUrl }), 'openai');
    expect(failure(without).problem).toContain('no OpenAI key');
    const env = { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: 'sk-wrong-key' };
    const wrong = await check(await appliance(env), 'openai', 'sk-wrong-key');
    expect(failure(wrong)).toMatchObject({ id: 'key', problem: 'OpenAI refused the key.' });
    expect(states(wrong)).toMatchObject({ realtime: 'skipped', speech: 'skipped', models: 'skipped' });
  });

  it('tells that the account has no quota, although it may list the models', async () => {
    const { baseUrl, faults } = await openAi();
    faults.rest.set('/audio/speech', { status: 429, code: 'insufficient_quota' });
    const on = await appliance({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: KEY });
    const step = failure(await check(on, 'openai', KEY));
    expect(step).toMatchObject({ id: 'speech', problem: 'The OpenAI account has no quota left.' });
    expect(step.remedy.join(' ')).toContain('Billing');
  });

  it('tells that a model is not there, with those that are', async () => {
    const { baseUrl } = await openAi();
    const env = { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: KEY, RINGHOUSE_MODEL: 'gpt-realtime-9' };
    const done = await check(await appliance(env), 'openai', KEY);
    expect(failure(done)).toMatchObject({ id: 'realtime' });
    expect(failure(done).problem).toContain('gpt-realtime-9');
    expect(failure(done).remedy.join(' ')).toContain('gpt-realtime-2.1');
    expect(states(done)).toMatchObject({ speech: 'ok' });
  });

  it('tells that a Realtime session is refused, and that OpenAI cannot be reached', async () => {
    const { baseUrl, faults } = await openAi();
    faults.refuseUpgrade = { status: 429, code: 'insufficient_quota' };
    const refused = await check(
      await appliance({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: KEY }),
      'openai',
      KEY,
    );
    expect(failure(refused)).toMatchObject({ id: 'realtime' });
    const alone = await appliance({ OPENAI_BASE_URL: `${NOWHERE}/v1`, OPENAI_API_KEY: KEY });
    expect(failure(await check(alone, 'openai', KEY)).problem).toBe('OpenAI can’t be reached.');
  });

  it('is waited for, not begun again, when it is asked for twice', async () => {
    const { baseUrl, requests } = await openAi();
    const on = await appliance({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: KEY });
    await Promise.all([check(on, 'openai'), check(on, 'openai')]);
    expect(requests.filter(({ path }) => path === '/audio/speech')).toHaveLength(1);
  });
});

const NUMBER = '+15555550141';

describe('checking Twilio', { timeout: 60_000 }, () => {
  const envOf = (url: string, more: Record<string, string> = {}) => ({
    RINGHOUSE_TWILIO_API_URL: url,
    TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
    TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
    ...more,
  });

  it('finds the numbers of the tenants pointed here', async () => {
    const { url } = await twilio([NUMBER]);
    const on = await appliance(envOf(url, { RINGHOUSE_PUBLIC_URL: 'https://calls.example.com' }));
    await on.createTenant({ phoneNumber: NUMBER });
    const done = await check(on, 'twilio', EMULATED_TOKEN);
    expect(states(done)).toEqual({ account: 'ok', active: 'ok', numbers: 'ok' });
    await on.createTenant({ phoneNumber: '+15555550142' });
    expect(failure(await check(on, 'twilio')).problem).toContain('+15555550142 is not a number of this');
  });

  it('tells a trial account, a suspended and a closed one, and leaves numbers out without an address', async () => {
    const { url, account } = await twilio();
    const on = await appliance(envOf(url));
    account.type = 'Trial';
    const trial = await check(on, 'twilio', EMULATED_TOKEN);
    expect(trial.steps.map(({ note }) => note).join(' ')).toContain('trial account');
    expect(states(trial)).toEqual({ account: 'ok', active: 'ok', numbers: 'skipped' });
    account.status = 'suspended';
    expect(failure(await check(on, 'twilio')).problem).toContain('suspended');
    account.status = 'closed';
    expect(failure(await check(on, 'twilio')).problem).toContain('closed');
  });

  it('tells what is missing, a wrong token, and that Twilio cannot be reached', async () => {
    const { url } = await twilio();
    expect(failure(await check(await appliance(), 'twilio')).problem).toContain('no account SID');
    const wrong = await appliance(envOf(url, { TWILIO_AUTH_TOKEN: 'not-the-token' }));
    expect(failure(await check(wrong, 'twilio', 'not-the-token')).problem).toContain('refused the account');
    const alone = await appliance(envOf(NOWHERE));
    expect(failure(await check(alone, 'twilio', EMULATED_TOKEN)).problem).toContain('could not be reached');
  });
});

describe('checking the public address', { timeout: 60_000 }, () => {
  /** An ngrok whose tunnel leads to where it was told to forward, or elsewhere. */
  function tunnelled(elsewhere?: string) {
    const ngrok = fakeNgrok();
    ngrok.plan.listen = () => elsewhere ?? ngrok.sessions.at(-1)?.forwardsTo ?? null;
    return ngrok;
  }

  it('comes in through the tunnel', async () => {
    const { sdk } = tunnelled();
    const on = await appliance({ NGROK_AUTHTOKEN: 'the-authtoken' }, { loadNgrok: async () => sdk });
    const done = await check(on, 'ngrok', 'the-authtoken');
    expect(states(done)).toEqual({ token: 'ok', tunnel: 'ok', domain: 'skipped', outside: 'ok' });
  });

  it('tells that there is no token, that it was refused, and that the domain is another one', async () => {
    expect(failure(await check(await appliance(), 'ngrok')).problem).toContain('no ngrok authtoken');
    const ngrok = tunnelled();
    ngrok.plan.connect = async () => {
      throw new Error('authentication failed ERR_NGROK_105');
    };
    const loadNgrok = async () => ngrok.sdk;
    const refused = await appliance({ NGROK_AUTHTOKEN: 'the-authtoken' }, { loadNgrok });
    const done = await check(refused, 'ngrok', 'the-authtoken');
    expect(failure(done)).toMatchObject({ id: 'tunnel', problem: 'ngrok refused the authtoken.' });
    const env = { NGROK_AUTHTOKEN: 'the-authtoken', NGROK_DOMAIN: 'mine.ngrok-free.app' };
    const other = tunnelled();
    const on = await appliance(env, { loadNgrok: async () => other.sdk });
    expect(failure(await check(on, 'ngrok'))).toMatchObject({ id: 'domain' });
  });

  it('tells that something else answers there, and what ngrok says in its place', async () => {
    const headers: Record<string, string> = {};
    const stranger = createServer((_request, response) =>
      response.writeHead(200, headers).end('{"status":"ok"}'),
    );
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    closers.push(async () => void stranger.close());
    // A server that listens on TCP has an address of this form.
    const { port } = stranger.address() as AddressInfo;
    const { sdk } = tunnelled(`http://127.0.0.1:${port}`);
    const on = await appliance({ NGROK_AUTHTOKEN: 'the-authtoken' }, { loadNgrok: async () => sdk });
    expect(failure(await check(on, 'ngrok')).problem).toContain('Something else answers');
    headers['ngrok-error-code'] = 'ERR_NGROK_727';
    expect(failure(await check(on, 'ngrok')).problem).toContain('used up');
  });

  it('tells that a domain of its own leads nowhere', async () => {
    const on = await appliance({ RINGHOUSE_PUBLIC_URL: NOWHERE });
    expect(failure(await check(on, 'ngrok'))).toMatchObject({ id: 'outside' });
  });
});

describe('checking the mail server', { timeout: 60_000 }, () => {
  it('logs in and sends one e-mail to the sender itself', async () => {
    const { url, mails } = await mail();
    const on = await appliance({ SMTP_URL: url });
    const done = await check(on, 'mail', 'pass/word-secret', 'pass%2Fword-secret');
    expect(states(done)).toEqual({ address: 'ok', login: 'ok', sender: 'ok' });
    expect(mails.map(({ subject }) => subject)).toEqual(['Ringhouse can send e-mail']);
  });

  it('tells what is missing, a wrong password, a wrong sender, and that nothing answers', async () => {
    const { url, mails } = await mail();
    expect(failure(await check(await appliance(), 'mail')).problem).toContain('no mail server');
    const wrong = await appliance({ SMTP_URL: url.replace('pass', 'fail') });
    expect(failure(await check(wrong, 'mail', 'fail%2Fword')).problem).toContain('refused the user name');
    const on = await appliance({ SMTP_URL: url });
    await on.api('PATCH', '/api/settings', { settings: { mailFrom: 'Ringhouse' } });
    expect(failure(await check(on, 'mail')).problem).toBe('Ringhouse is not an e-mail address.');
    expect(mails).toEqual([]);
    const alone = await appliance({ SMTP_URL: 'smtp://phone:pass-word@127.0.0.1:9' });
    expect(failure(await check(alone, 'mail', 'pass-word'))).toMatchObject({ id: 'login' });
  });

  it('takes a sender that gets no mail itself for a good one', async () => {
    const { url, refuseNext } = await mail();
    const on = await appliance({ SMTP_URL: url });
    refuseNext(550);
    const done = await check(on, 'mail');
    expect([done.ok, done.steps.at(-1)?.note]).toEqual([
      true,
      'It takes phone@example.com as the sender, but delivers nothing to it.',
    ]);
  });
});

it('refuses services that there are not', async () => {
  const on = await appliance();
  expect((await on.api('POST', '/api/checks/fax')).status).toBe(400);
});
