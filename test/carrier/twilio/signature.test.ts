import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { createSignatureCheck, type Trunk } from '../../../server/carrier/twilio/signature.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const line: Trunk = { origin: 'https://phone.example.com', authToken: TOKEN, practice: false };
const practice: Trunk = { origin: 'http://127.0.0.1:5000', authToken: 'practice-secret', practice: true };
const check = createSignatureCheck(() => [line, practice]);

const PATH = '/phone/incoming-realtime';
const form = { CallSid: 'CA1', From: '+15551234567', To: '+15557654321' };
const sign = (url: string, params: Record<string, unknown> = form, token = TOKEN) =>
  getExpectedTwilioSignature(token, url, params);

describe('webhook signatures', () => {
  test("Twilio's documented example", () => {
    const documented = createSignatureCheck(() => [
      { origin: 'https://mycompany.com', authToken: '12345', practice: false },
    ]);
    const params = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const found = documented.webhook('/myapp.php?foo=1&bar=2', params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=');
    expect(found?.practice).toBe(false);
  });

  test.each([
    ['as configured', 'https://phone.example.com/phone/incoming-realtime'],
    ['with the default port', 'https://phone.example.com:443/phone/incoming-realtime'],
    ['with a slash at the end', 'https://phone.example.com/phone/incoming-realtime/'],
    ['with port and slash', 'https://phone.example.com:443/phone/incoming-realtime/'],
  ])('is found %s', (_, url) => {
    expect(check.webhook(PATH, form, sign(url))).toBe(line);
  });

  test('keeps the query as it came', () => {
    const path = `${PATH}?a=b%27c&d='`;
    expect(check.webhook(path, form, sign(`https://phone.example.com${path}`))).toBe(line);
  });

  test('tells the practice line from the carrier', () => {
    const signature = sign(`http://127.0.0.1:5000${PATH}`, form, 'practice-secret');
    expect(check.webhook(PATH, form, signature)).toBe(practice);
  });

  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one that is not base64', 'not a signature!'],
    ['a cut one', sign(`https://phone.example.com${PATH}`).slice(0, 20)],
    ['one of http for https', sign(`http://phone.example.com${PATH}`)],
    ['one of another port', sign(`https://phone.example.com:8443${PATH}`)],
    ['one of another host', sign(`https://evil.example${PATH}`)],
    ['one of another path', sign('https://phone.example.com/phone/status')],
    ['one of another token', sign(`https://phone.example.com${PATH}`, form, 'someone-elses')],
    ['one with the empty token', sign(`https://phone.example.com${PATH}`, form, '')],
    ['one over other fields', sign(`https://phone.example.com${PATH}`, { ...form, To: '+15550000000' })],
    [
      "one of the practice line's token for the carrier's address",
      sign(line.origin + PATH, form, 'practice-secret'),
    ],
  ])('refuses %s', (_, signature) => {
    expect(check.webhook(PATH, form, signature)).toBeNull();
  });

  test.each(['', '   '])('refuses everybody while the token is empty: "%s"', (authToken) => {
    const open = createSignatureCheck(() => [{ ...line, authToken }]);
    expect(open.webhook(PATH, form, sign(line.origin + PATH, form, authToken))).toBeNull();
    expect(
      open.upgrade('/phone/media-stream', sign('wss://phone.example.com/phone/media-stream', {}, authToken)),
    ).toBeNull();
  });

  test('refuses values that no form can hold', () => {
    const nested = { ...form, From: { toString: '+15551234567' } };
    expect(check.webhook(PATH, nested, sign(line.origin + PATH, form))).toBeNull();
    expect(check.webhook(PATH, { ...form, To: [1] }, sign(line.origin + PATH, form))).toBeNull();
  });

  test('refuses an absolute request target', () => {
    const target = `https://phone.example.com${PATH}`;
    expect(check.webhook(target, form, sign(line.origin + target, form))).toBeNull();
  });

  test('follows keys and addresses as they change', () => {
    const trunks: Trunk[] = [];
    const changing = createSignatureCheck(() => trunks);
    const signature = sign(line.origin + PATH);
    expect(changing.webhook(PATH, form, signature)).toBeNull();
    trunks.push(line);
    expect(changing.webhook(PATH, form, signature)).toBe(line);
  });
});

describe('upgrade signatures', () => {
  const path = '/phone/media-stream';

  test.each([
    'wss://phone.example.com/phone/media-stream',
    'wss://phone.example.com:443/phone/media-stream',
    'wss://phone.example.com/phone/media-stream/',
    'wss://phone.example.com:443/phone/media-stream/',
    'https://phone.example.com/phone/media-stream',
  ])('is found over %s', (url) => {
    expect(check.upgrade(path, sign(url, {}))).toBe(line);
  });

  test('is found on loopback', () => {
    expect(check.upgrade(path, sign('ws://127.0.0.1:5000/phone/media-stream', {}, 'practice-secret'))).toBe(
      practice,
    );
  });

  test.each(['ws://phone.example.com/phone/media-stream', 'wss://phone.example.com/phone/other'])(
    'refuses %s',
    (url) => {
      expect(check.upgrade(path, sign(url, {}))).toBeNull();
    },
  );
});
