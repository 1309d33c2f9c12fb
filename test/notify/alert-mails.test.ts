import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertKey } from '../../server/contracts/alert-causes.ts';
import type { Alert } from '../../server/contracts/events.ts';
import { AlertMails } from '../../server/notify/alert-mails.ts';
import type { Mail } from '../../server/notify/notifier.ts';
import { type Alerts, createAlerts } from '../../server/platform/alerts.ts';
import { AppError } from '../../server/platform/errors.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { applianceScope } from '../../server/store/make-scope.ts';
import { ManualClock } from '../manual-clock.ts';

const MINUTE_MS = 60_000;
const MESSAGE = 'The mail for +15551234567 and Bob failed.';

let clock: ManualClock;
let alerts: Alerts;
let mails: AlertMails;
let sent: { target: string; content: Mail }[];
let to: string | null;
let failing: AppError | null;
let log: string[];

beforeEach(() => {
  clock = new ManualClock('2026-11-22T10:00:00.000Z');
  sent = [];
  log = [];
  to = 'alerts@agency.example';
  failing = null;
  const tell = ({ level }: Alert) => level === 'critical' && mails.changed();
  alerts = createAlerts(clock, tell);
  mails = new AlertMails({
    alerts,
    clock,
    ids: randomIds,
    logger: createLogger({ destination: { write: (line) => void log.push(line) } }),
    scope: applianceScope,
    to: () => to,
    mailer: {
      async send(_scope, { target, content }) {
        if (failing) throw failing;
        sent.push({ target, content });
      },
    },
  });
});
afterEach(() => mails.close());

const raise = (key: AlertKey, level: Alert['level'] = 'critical', tenantIds: number[] = []) =>
  alerts.raise({ key, level, message: MESSAGE, tenantIds });
/** Lets time pass, and what is sent then be sent. */
const pass = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    clock.advance(MINUTE_MS);
    // The mailer of this test answers at once: all that follows is done by then.
    await new Promise((resolve) => setImmediate(resolve));
  }
};
const subjects = () => sent.map(({ content }) => content.subject);
const openNow = () => alerts.list().filter(({ resolvedAt }) => resolvedAt === null);

describe('the agency', () => {
  it('is mailed once what is wrong, and once that it is over', async () => {
    raise('tunnel');
    await pass(5);
    raise('tunnel');
    await pass(60);
    expect(subjects()).toEqual(['Ringhouse needs you: The public address failed, so no calls come in.']);
    expect(sent[0]?.target).toBe('alerts@agency.example');
    expect(sent[0]?.content.text).toContain('since 2026-11-22 10:00 UTC');
    alerts.resolve('tunnel');
    await pass(60);
    expect(subjects().slice(1)).toEqual(['Ringhouse, over: The public address failed, so no calls come in.']);
    expect(clock.pending).toBe(0);
  });

  it('gets one mail of what comes together, in fixed words', async () => {
    raise('undelivered:7:email', 'critical', [7]);
    raise('disk');
    raise('disk-low', 'warning');
    await pass(2);
    expect(subjects()).toEqual(['Ringhouse needs you: 2 alerts']);
    for (const body of [sent[0]?.content.text, sent[0]?.content.html]) {
      expect(body).toContain('It waits in the inbox. (tenant 7, since');
      expect(body).toContain('Nothing can be saved');
      expect(body).not.toMatch(/Bob|555|nearly full/);
    }
  });

  it('is not troubled with what is over within a minute, nor where it has no address', async () => {
    raise('tunnel');
    alerts.resolve('tunnel');
    await pass(2);
    to = null;
    raise('disk');
    await pass(2);
    expect(subjects()).toEqual([]);
    // Told of what is still wrong once there is an address.
    to = 'new@agency.example';
    mails.changed();
    await pass(2);
    expect(sent.map(({ target }) => target)).toEqual(['new@agency.example']);
  });

  it('gets a mail in ten minutes at most of what comes and goes all the time', async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      raise('model');
      await pass(1);
      alerts.resolve('model');
    }
    await pass(20);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.length).toBeLessThanOrEqual(8);
  });

  it('is told later where a mail can’t be sent, and the panel says so meanwhile', async () => {
    failing = new AppError('upstream-failed', 'The mail server could not be reached.');
    raise('tunnel');
    await pass(4);
    expect(openNow().map(({ key }) => key)).toEqual(['alert-mail', 'tunnel']);
    expect(openNow()[0]?.message).toMatch(/could not be mailed to the agency\. The mail server could not/);
    expect(log.length).toBeGreaterThan(0);
    expect(log.join('')).not.toContain('could not be reached');
    failing = null;
    await pass(60);
    expect(subjects()).toHaveLength(1);
    expect(openNow().map(({ key }) => key)).toEqual(['tunnel']);
  });

  it('is tried ever less often, and no more once nothing is wrong', async () => {
    failing = new AppError('upstream-failed', 'No.');
    raise('tunnel');
    await pass(24 * 60);
    expect(log.length).toBeGreaterThan(20);
    expect(log.length).toBeLessThan(35);
    alerts.resolve('tunnel');
    await pass(2);
    expect([openNow(), subjects(), clock.pending]).toEqual([[], [], 0]);
  });

  it('is told nothing more once the server stops', async () => {
    raise('tunnel');
    await mails.close();
    mails.changed();
    await pass(5);
    expect([subjects(), clock.pending]).toEqual([[], 0]);
  });
});
