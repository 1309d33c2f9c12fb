import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../call/house-of-calls.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { ACCOUNT, form, LINE, ORIGIN, openPublicHouse, TOKEN, tokenIn } from './public-house.ts';

let house: Awaited<ReturnType<typeof openPublicHouse>>;

beforeEach(async () => {
  house = await openPublicHouse(await temporaryFolder());
  await house.createTenant({ businessName: 'Acme & Sons <b>', phoneNumber: LINE });
});
afterEach(() => house.close());

describe('a webhook that is signed', () => {
  it('is answered with a stream, its parameters, and a verb that catches the call after it', async () => {
    const { status, text } = await house.webhook(form());
    expect(status).toBe(200);
    expect(text).toContain('<Stream url="wss://phone.example.com/phone/media-stream">');
    expect(text).toContain('<Parameter name="customer_id" value="1"/>');
    expect(tokenIn(text)).toMatch(/^[\w-]{43}$/);
    expect(text).toMatch(
      /<\/Connect><Redirect method="POST">https:\/\/phone\.example\.com\/phone\/after-stream<\/Redirect>/,
    );
    await until(() => house.engine.conversations.length === 1);
  });

  it('logs who was found, without the numbers', async () => {
    await house.webhook(form());
    const lines = house.logged.join('');
    expect(lines).toContain('Found customer 1: Acme & Sons <b>');
    expect(lines).toContain('Multi-tenant mode: Customer 1');
    expect(lines).not.toContain('5551230001');
    expect(lines).not.toContain(LINE);
    expect(lines).not.toContain(TOKEN);
  });

  it('is one call however often it comes', async () => {
    const first = await house.webhook(form());
    const again = await house.webhook(form());
    expect(tokenIn(again.text)).toBe(tokenIn(first.text));
    expect(house.registry.size).toBe(1);
    await until(() => house.engine.conversations.length === 1);
  });

  it('opens nothing when it is replayed after the call', async () => {
    await house.webhook(form());
    house.registry.get(form().CallSid!)?.close('caller-hung-up');
    await house.registry.settled(form().CallSid!);
    const opened = house.engine.conversations.length;
    const { status, text } = await house.webhook(form());
    expect(status).toBe(200);
    expect(text).toContain('<Hangup/>');
    expect(text).not.toContain('<Stream');
    expect(house.engine.conversations.length).toBe(opened);
  });

  it('is told politely that a number belongs to nobody', async () => {
    const { status, text } = await house.webhook(form({ To: '+15550009999' }));
    expect(status).toBe(200);
    expect(text).toMatch(/<Say>[^<]+not in service[^<]+<\/Say><Hangup\/>/);
    expect(house.registry.size).toBe(0);
  });

  it.each(['suspended', 'cancelled'] as const)('is told politely that the tenant is %s', async (status) => {
    const tenant = house.tenants.list()[0]!;
    const { tenantScope } = await import('../../server/store/make-scope.ts');
    await house.tenants.update(tenantScope(tenant.id), { status }, 'test');
    const answer = await house.webhook(form());
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('cannot take calls');
    expect(house.registry.size).toBe(0);
  });

  it('is told that all lines are busy beyond the capacity', async () => {
    for (const last of ['1', '2', '3']) await house.webhook(form({ CallSid: `CA${last}` }));
    const { text } = await house.webhook(form({ CallSid: 'CA4' }));
    expect(text).toContain('busy');
    expect(house.registry.size).toBe(3);
  });

  it.each(['anonymous', '+266696687', '', '+1555;../../x', '＋１５５５１２３４５６７'])(
    'is served without a memory when the caller is %j',
    async (From) => {
      const { status, text } = await house.webhook(form({ From }));
      expect(status).toBe(200);
      expect(text).toContain('<Stream');
      expect(house.registry.get(form().CallSid!)?.record.namespace).toBeNull();
    },
  );

  it('reads a parameter called __proto__ as nothing', async () => {
    const { status } = await house.webhook([...Object.entries(form()), ['__proto__', 'polluted']]);
    expect([200, 403]).toContain(status);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a webhook that is refused', () => {
  const refused = async (answer: Promise<{ status: number; text: string }>): Promise<void> => {
    expect(await answer).toEqual({ status: 403, text: '' });
    expect(house.registry.size).toBe(0);
    expect(house.engine.conversations).toHaveLength(0);
  };
  const url = `${ORIGIN}/phone/incoming-realtime`;

  it.each([
    ['none', null],
    ['an empty one', ''],
    ['one that is not base64', '!!!'],
    ['one of another token', getExpectedTwilioSignature('another-token', url, form())],
    ['one made with an empty token', getExpectedTwilioSignature('', url, form())],
    ['one for http', getExpectedTwilioSignature(TOKEN, url.replace('https', 'http'), form())],
    [
      'one for another host',
      getExpectedTwilioSignature(TOKEN, 'https://evil.example/phone/incoming-realtime', form()),
    ],
    ['one for other values', getExpectedTwilioSignature(TOKEN, url, form({ To: '+15550000000' }))],
  ])('for its signature: %s', (_name, signature) => refused(house.webhook(form(), { signature })));

  it('for a host that only its headers name', () =>
    refused(
      house.webhook(form(), {
        url: 'https://evil.example/phone/incoming-realtime',
        headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      }),
    ));

  it.each([
    ['a repeated To', [...Object.entries(form()), ['To', '+15550001111']]],
    ['a blank CallSid', Object.entries(form({ CallSid: '' }))],
    ['a CallSid that is a path', Object.entries(form({ CallSid: '../../etc/passwd' }))],
    ['a foreign account', Object.entries(form({ AccountSid: 'ACffffffffffffffffffffffffffffffff' }))],
    ['full-width digits in To', Object.entries(form({ To: '＋１５５５９９９０００１' }))],
  ] as [string, [string, string][]][])('for %s, even when it is signed', (_name, pairs) =>
    refused(house.webhook(pairs)),
  );

  it('for a field boundary that was moved under the same signature', () => {
    const { From, ...rest } = form();
    // Names and values run together in what is signed: From=+1555…, To=… can be cut elsewhere.
    const moved = { ...rest, 'From+1555123': '0001' };
    const signature = getExpectedTwilioSignature(TOKEN, url, form());
    expect(getExpectedTwilioSignature(TOKEN, url, moved)).toBe(signature);
    // It is the same text to the signature; the caller is then one without a number, and never another.
    return house.webhook(moved, { signature }).then(({ status }) => {
      const record = house.registry.get(form().CallSid!)?.record;
      expect([200, 403]).toContain(status);
      expect(record?.namespace ?? null).toBeNull();
    });
  });

  it('for a body that is JSON', async () => {
    const answer = await house.post('/phone/incoming-realtime', JSON.stringify(form()), {
      'content-type': 'application/json',
      'x-twilio-signature': getExpectedTwilioSignature(TOKEN, url, form()),
    });
    await refused(answer.text().then((text) => ({ status: answer.status, text })));
  });

  it('for a body of a megabyte', async () => {
    const answer = await house.post('/phone/incoming-realtime', `To=${'a'.repeat(1_048_576)}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    await refused(answer.text().then((text) => ({ status: answer.status, text })));
  });

  it('after the stream and on the status callback too', async () => {
    await refused(house.webhook(form(), { path: '/phone/after-stream', signature: null }));
    await refused(house.webhook(form(), { path: '/phone/status', signature: null }));
  });
});

describe('the public listener', () => {
  it('tells its health and nothing else', async () => {
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${house.port}${path}`);
      return [answer.status, await answer.text()];
    };
    expect(await get('/health')).toEqual([200, '{"status":"ok"}']);
    for (const path of [
      '/',
      '/api/tenants',
      '/api/openapi.json',
      '/metrics',
      '/phone/incoming-realtime',
      '/phone/media-stream',
      '/%2e%2e%2fpackage.json',
      '/%',
      '/.env',
    ])
      expect(await get(path)).toEqual([404, '']);
  });

  it('accepts a signature made with the port that Twilio sometimes names', async () => {
    const signature = getExpectedTwilioSignature(TOKEN, `${ORIGIN}:443/phone/incoming-realtime`, form());
    expect((await house.webhook(form(), { signature })).status).toBe(200);
  });

  it('ends a call that the carrier says is over', async () => {
    await house.webhook(form());
    const { status } = await house.webhook(form({ CallStatus: 'completed' }), { path: '/phone/status' });
    expect(status).toBe(204);
    await house.registry.settled(form().CallSid!);
    expect(house.archive.find(form().CallSid!)?.endReason).toBe('never-joined');
  });

  it('never answers a signed webhook with an error, whatever is in it', async () => {
    const accounts = [ACCOUNT, 'AC1', ''];
    const odd = ['', ' ', '+', '+1', '\u0000', '🙂', '<Say>', '&amp;', 'x'.repeat(2_000), '+15559990001'];
    for (const To of odd)
      for (const AccountSid of accounts) {
        const { status, text } = await house.webhook(form({ To, AccountSid, From: To, CallerName: To }));
        expect([200, 403]).toContain(status);
        if (status === 200)
          expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Response>.*<\/Response>$/);
      }
  });
});
