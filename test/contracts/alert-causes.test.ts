import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../renderer/notifications/notice-of.ts';
import {
  type AlertCause,
  type AlertKey,
  alertPlace,
  endsByHand,
} from '../../server/contracts/alert-causes.ts';
import type { Alert } from '../../server/contracts/events.ts';
import { SECRET_NAMES } from '../../server/contracts/settings.ts';
import { mattersOf } from '../../server/http/control/matters.ts';

/** Of each cause a key as it is raised, and where it leads. */
const RAISED: Record<AlertCause, [key: AlertKey, href: string]> = {
  disk: ['disk', '/settings/about'],
  'disk-low': ['disk-low', '/settings/about'],
  damage: ['damage:lost:tenants/7/tenant/tenant.json', '/data'],
  restore: ['restore', '/data'],
  forgotten: ['forgotten:7', '/tenants/7/callers'],
  'openai-key': ['openai-key', '/settings/openai'],
  model: ['model', '/settings/openai'],
  tunnel: ['tunnel', '/settings/line'],
  key: ['key:TWILIO_AUTH_TOKEN', '/settings/twilio'],
  undelivered: ['undelivered:7:email', '/inbox?state=undelivered&tenant=7'],
  'alert-mail': ['alert-mail', '/settings/mail'],
  'tenant-secrets': ['tenant-secrets:7', '/tenants/7/tools'],
};

const open = (key: AlertKey): Alert => ({
  id: 'alert-1',
  key,
  level: 'critical',
  message: 'Something is wrong.',
  tenantIds: [7],
  at: '2026-11-22T10:00:00.000Z',
  count: 1,
  resolvedAt: null,
});

describe('an alert', () => {
  it.each(Object.values(RAISED))('about %s leads to one place, wherever it is told', (key, href) => {
    expect(alertPlace(key)).toEqual({ href, action: expect.stringMatching(/^[A-Z]\w+ \w/) });
    const alert = open(key);
    const notice = noticeOf({ type: 'alert', alert }, { nameOf: () => 'Acme', personal: false });
    expect(notice?.href).toBe(href);
    const matters = mattersOf({
      alerts: [alert],
      tenants: [],
      tunnel: { state: 'off', provider: 'none', url: null, problem: null },
      lines: [],
      hasCarrier: true,
      hasModel: true,
      diskLow: key === 'disk-low',
      freeBytes: 1,
      undelivered: 0,
      recentCalls: [],
      toReview: 0,
      withSamples: [],
    });
    expect(matters[0]?.href).toBe(href);
  });

  it('about a key leads to where that key is entered', () => {
    expect(SECRET_NAMES.map((name) => alertPlace(`key:${name}`)?.href)).toEqual([
      '/settings/openai',
      '/settings/twilio',
      '/settings/line',
      '/settings/mail',
    ]);
  });

  it('that nobody knows leads nowhere', () => {
    expect(alertPlace('weather')).toBeNull();
  });

  it('stays until the operator ends it only where nothing else can', () => {
    const byHand = Object.values(RAISED).flatMap(([key]) => (endsByHand(key) ? [key] : []));
    expect(byHand.map((key) => key.split(':')[0])).toEqual(['damage', 'restore', 'forgotten']);
  });
});
