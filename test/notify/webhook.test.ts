import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhook } from '../../server/notify/webhook/webhook.ts';
import { createOutbound, type Outbound } from '../../server/platform/outbound.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';
import { isSigned, type Receiver, startReceiver } from './receiver.ts';

const SECRET = 'a-webhook-secret';
let receiver: Receiver;
let outbound: Outbound;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock();
  receiver = await startReceiver();
  outbound = createOutbound({ clock, privateHosts: [receiver.place] });
});
afterEach(async () => {
  await outbound.close();
  await receiver.close();
});

const send = (given: { secret?: string | undefined; target?: string } = {}) =>
  createWebhook({
    clock,
    outbound,
    secret: async () => ('secret' in given ? given.secret : SECRET),
  }).send(
    tenantScope(1),
    {
      id: '1-abc-webhook',
      target: given.target ?? receiver.url,
      content: { channel: 'webhook', body: '{"text":"Grüße"}' },
    },
    new AbortController().signal,
  );

describe('a webhook', () => {
  it('is a signed POST of JSON with its id', async () => {
    await send();
    const [request] = receiver.received;
    expect(request).toMatchObject({
      method: 'POST',
      body: '{"text":"Grüße"}',
      headers: { 'ringhouse-delivery': '1-abc-webhook', 'content-type': 'application/json; charset=utf-8' },
    });
    expect(isSigned(request!, SECRET)).toBe(true);
    expect(isSigned(request!, 'another-secret')).toBe(false);
    expect(isSigned({ ...request!, body: '{"text":"changed"}' }, SECRET)).toBe(false);
    expect(request?.headers['ringhouse-signature']).toContain(`t=${clock.now() / 1000},`);
    expect(JSON.stringify(request)).not.toContain(SECRET);
  });

  it.each([
    [500, true],
    [503, true],
    [429, true],
    [408, true],
    [400, false],
    [401, false],
    [404, false],
    [410, false],
  ])('answered with %s may arrive later: %s', async (status, retryable) => {
    receiver.answerNext(status);
    await expect(send()).rejects.toMatchObject({
      retryable,
      // Whether it is tried again is not its to say: a test is not.
      message: expect.stringMatching(new RegExp(`\\(${status}\\)(?!.*tried again)`)),
    });
  });

  it.each([301, 302, 307, 308])('is not sent on to another address (%s)', async (status) => {
    receiver.answerNext(status);
    await expect(send()).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/not followed/),
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('is given up on a receiver that does not answer', async () => {
    receiver.answerNext('hang');
    const sent = send();
    const refused = expect(sent).rejects.toMatchObject({ retryable: true });
    await expect.poll(() => receiver.received.length).toBe(1);
    clock.advance(10_000);
    await refused;
  });

  it('without a secret is not sent at all', async () => {
    await expect(send({ secret: undefined })).rejects.toMatchObject({
      code: 'misconfigured',
      retryable: false,
      message: expect.stringMatching(/WEBHOOK_SECRET/),
    });
    expect(receiver.received).toEqual([]);
  });

  it('does not go to a private address', async () => {
    const other = await startReceiver();
    await expect(send({ target: other.url })).rejects.toMatchObject({ code: 'forbidden', retryable: false });
    expect(other.received).toEqual([]);
    await other.close();
  });
});
