import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLineSetup } from '../../../server/carrier/twilio/numbers.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../../emulators/twilio/rest.ts';

const ORIGIN = 'https://phone.example.com';
const A = '+15550000001';
const B = '+15550000002';
const both = [
  { phoneNumber: A, tenantId: 1 },
  { phoneNumber: B, tenantId: 2 },
];

let twilio: TwilioEmulator;
beforeEach(async () => {
  twilio = await startTwilioEmulator({ phoneNumbers: [A, B, '+15550000003'], largestPage: 2 });
});
afterEach(() => twilio.close());

const setup = (change: object = {}) =>
  createLineSetup({ accountSid: EMULATED_ACCOUNT, authToken: EMULATED_TOKEN, apiUrl: twilio.url, ...change });
const updates = () => twilio.requests.filter(({ method }) => method === 'POST');

describe('pointing numbers', () => {
  test('sets voice URL, fallback and status callback, and reads them back', async () => {
    expect(await setup().point(both, ORIGIN)).toEqual([
      { phoneNumber: A, tenantId: 1, state: 'pointed', problem: null },
      { phoneNumber: B, tenantId: 2, state: 'pointed', problem: null },
    ]);
    for (const number of twilio.numbers.slice(0, 2))
      expect(number).toMatchObject({
        voice_url: 'https://phone.example.com/phone/incoming-realtime',
        voice_method: 'POST',
        voice_fallback_url: 'https://phone.example.com/phone/incoming-realtime',
        status_callback: 'https://phone.example.com/phone/status',
      });
    expect(twilio.numbers[2]?.voice_url).toBe('https://demo.twilio.com/welcome/voice/');
  });

  test('changes nothing that stands right already', async () => {
    await setup().point(both, ORIGIN);
    twilio.requests.length = 0;
    await setup().point(both, ORIGIN);
    expect(updates()).toEqual([]);
    await setup().point(both, 'https://other.example.com');
    expect(updates()).toHaveLength(2);
  });

  test('takes a number back from an application or a trunk', async () => {
    await setup().point(both, ORIGIN);
    Object.assign(twilio.numbers[0] ?? {}, { voice_application_sid: 'AP1' });
    Object.assign(twilio.numbers[1] ?? {}, { trunk_sid: 'TK1' });
    const lines = await setup().point(both, ORIGIN);
    expect(lines.map((line) => line.state)).toEqual(['pointed', 'pointed']);
    expect(twilio.numbers[0]?.voice_application_sid).toBeNull();
  });

  test('asks nothing when there is no number', async () => {
    expect(await setup().point([], ORIGIN)).toEqual([]);
    expect(twilio.requests).toEqual([]);
  });
});

describe('what goes wrong is said with what to do', () => {
  test('a number of another account', async () => {
    const [line] = await setup().point([{ phoneNumber: '+15559999999', tenantId: 7 }], ORIGIN);
    expect(line).toEqual({
      phoneNumber: '+15559999999',
      tenantId: 7,
      state: 'not-in-account',
      problem: expect.stringMatching(/is not a number of this Twilio account\. Buy or move it/),
    });
  });

  test('one number that is refused does not keep the other from being pointed', async () => {
    twilio.failNext('POST', 400, 21_502, 'VoiceUrl is not valid');
    const lines = await setup().point(both, ORIGIN);
    expect(lines.map((line) => line.state).sort()).toEqual(['failed', 'pointed']);
    expect(lines.find((line) => line.state === 'failed')?.problem).toBe(
      'Twilio refused the request: VoiceUrl is not valid (21502).',
    );
  });

  test.each([
    ['voice_url', 'voice URL'],
    ['voice_fallback_url', 'fallback URL'],
    ['status_callback', 'status callback'],
  ])('a change of %s that is not kept', async (field, words) => {
    twilio.forget(field);
    const lines = await setup().point(both, ORIGIN);
    expect(lines.map((line) => line.state)).toEqual(['failed', 'failed']);
    expect(lines[0]?.problem).toContain(`did not keep the ${words} of ${A}`);
  });

  test.each([
    ['a wrong token', { authToken: 'wrong' }, /auth token\. Enter both again/],
    ['a wrong account', { accountSid: `AC${'9'.repeat(32)}` }, /auth token/],
  ])('%s', async (_, change, words) => {
    const lines = await setup(change).point(both, ORIGIN);
    expect(lines.map((line) => line.state)).toEqual(['failed', 'failed']);
    expect(lines[0]?.problem).toMatch(words);
    expect(lines[0]?.problem).not.toContain('wrong');
  });

  test.each([
    [403, /does not allow/],
    [404, /does not know this account/],
    [429, /too many requests/],
    [503, /has a problem/],
  ])('an answer %i', async (status, words) => {
    twilio.failNext('GET', status, 20_000, 'No');
    expect((await setup().point(both, ORIGIN))[0]?.problem).toMatch(words);
  });

  test('no network', async () => {
    const unused = createServer().listen(0, '127.0.0.1');
    await once(unused, 'listening');
    const address = unused.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => unused.close(resolve));
    const [line] = await setup({ apiUrl: `http://127.0.0.1:${port}` }).point(both, ORIGIN);
    expect(line?.problem).toBe(
      'Twilio could not be reached (ECONNREFUSED). Check the network and try again.',
    );
  });
});
