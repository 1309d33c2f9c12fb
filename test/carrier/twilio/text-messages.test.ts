import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTextMessages } from '../../../server/carrier/twilio/text-messages.ts';
import {
  EMULATED_ACCOUNT,
  EMULATED_TOKEN,
  startTwilioEmulator,
  type TwilioEmulator,
} from '../../emulators/twilio/rest.ts';

const FROM = '+15550000001';
const TO = '+15550000002';
let twilio: TwilioEmulator;
beforeEach(async () => {
  twilio = await startTwilioEmulator({ phoneNumbers: [FROM] });
});
afterEach(() => twilio.close());

const send = (message: object = {}, account: object = {}) =>
  createTextMessages({
    accountSid: EMULATED_ACCOUNT,
    authToken: EMULATED_TOKEN,
    apiUrl: twilio.url,
    ...account,
  }).send({ from: FROM, to: TO, text: 'Ann rang about her kitchen.', ...message });

describe('a text message', () => {
  test('is handed to Twilio as it is', async () => {
    await send({ text: 'Grüße & <b>=1+1</b>' });
    expect(twilio.messages.sent).toMatchObject([{ from: FROM, to: TO, body: 'Grüße & <b>=1+1</b>' }]);
  });

  test.each([
    ['+15005550001', /does not know the number/],
    ['+15005550003', /may not send to that country\. Allow it/],
    ['+15005550004', /answered STOP/],
    ['+15005550009', /can’t get text messages.*Use a mobile number/],
    ['+15005550030', /not registered.*A2P 10DLC/],
  ])('to %s is refused for good, with what to do', async (to, words) => {
    await expect(send({ to })).rejects.toMatchObject({
      code: 'upstream-failed',
      retryable: false,
      message: expect.stringMatching(words),
    });
  });

  test('from a number that sends none is refused for good', async () => {
    await expect(send({ from: '+15005550007' })).rejects.toMatchObject({
      retryable: false,
      message: expect.stringMatching(/can’t send text messages\. Choose another sender/),
    });
  });

  test.each([
    [500, 20_500, true],
    [429, 20_429, true],
    [400, 21_999, false],
  ])('answered with %s may go through later: %s', async (status, code, retryable) => {
    twilio.failNext('POST', status, code, 'No');
    await expect(send()).rejects.toMatchObject({ code: 'upstream-failed', retryable });
    expect(twilio.messages.sent).toEqual([]);
  });

  test('with a wrong token says which keys to enter, and not the token', async () => {
    const failure: unknown = await send({}, { authToken: 'wrong-secret-token' }).catch((error) => error);
    expect(failure).toMatchObject({ retryable: false, message: expect.stringMatching(/Enter both again/) });
    expect(String(failure)).not.toContain('wrong-secret-token');
  });

  test('to a Twilio that is gone is tried again', async () => {
    await twilio.close();
    await expect(send()).rejects.toMatchObject({ retryable: true });
  });
});
