import { expect, it, onTestFinished } from 'vitest';
import { startAppliance } from '../e2e/appliance.ts';
import { QuickClock } from '../e2e/quick-clock.ts';
import { EMULATED_ACCOUNT, EMULATED_TOKEN, startTwilioEmulator } from '../emulators/twilio/rest.ts';
import { fakeNgrok } from '../tunnel/fake-ngrok.ts';

const LINE = '+15559990001';

it('points the numbers at a tunnel that only comes online after the start, and at its next address', async () => {
  const twilio = await startTwilioEmulator({ phoneNumbers: [LINE] });
  onTestFinished(twilio.close);
  const ngrok = fakeNgrok();
  ngrok.plan.connect = async () => {
    throw new Error('failed to connect session: failed to establish tcp connection');
  };
  ngrok.plan.listen = () => ngrok.sessions.at(-1)?.forwardsTo ?? null;
  const appliance = await startAppliance({
    env: {
      NGROK_AUTHTOKEN: 'the-authtoken',
      TWILIO_ACCOUNT_SID: EMULATED_ACCOUNT,
      TWILIO_AUTH_TOKEN: EMULATED_TOKEN,
      RINGHOUSE_TWILIO_API_URL: twilio.url,
    },
    loadNgrok: async () => ngrok.sdk,
    clock: new QuickClock(20, '2026-03-02T15:00:00.000Z'),
  });
  onTestFinished(appliance.stop);
  const { context } = appliance.server;
  await appliance.createTenant({ phoneNumber: LINE });
  expect(appliance.server.ready.publicUrl).toBeNull();
  const pointedAt = (): string | null | undefined => twilio.numbers[0]?.voice_url;
  expect(pointedAt()).not.toContain('/phone/');

  delete ngrok.plan.connect;
  await appliance.events.wait(
    ({ type, data }) => type === 'lines.changed' && (data.lines as unknown[]).length === 1,
  );
  expect(pointedAt()).toBe(`${context.address.origin()}/phone/incoming-realtime`);

  // As after the computer slept: a free tunnel may come back elsewhere.
  ngrok.plan.listen = () => appliance.publicOrigin.replace('127.0.0.1', 'localhost');
  await context.address.reopen();
  await expect.poll(pointedAt).toBe(`${context.address.origin()}/phone/incoming-realtime`);
  expect(pointedAt()).toContain('localhost');
});
