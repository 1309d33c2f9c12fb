import { describe, expect, it } from 'vitest';
import { noticeOf, noticeOfMessage } from '../../renderer/notifications/notice-of.ts';
import { endReason } from '../../server/contracts/call.ts';
import type { Alert, ServerEvent } from '../../server/contracts/events.ts';
import type { InboxMessage } from '../../server/contracts/message.ts';
import { callSummary } from './calls.ts';

const discreet = { nameOf: () => 'Acme', personal: false };
const open = { ...discreet, personal: true };
const on = { callSid: 'CA1', tenantId: 1, call: callSummary() };

const alert = (change: Partial<Alert>): ServerEvent => ({
  type: 'alert',
  alert: {
    id: 'alert-1',
    key: 'tunnel',
    level: 'critical',
    message: 'The line is down.',
    tenantIds: [],
    at: '2026-11-22T10:00:00.000Z',
    count: 1,
    resolvedAt: null,
    ...change,
  },
});

const message: InboxMessage = {
  id: '1-a-0',
  tenantId: 1,
  callSid: 'CA1',
  from: '+15557654321',
  at: '2026-11-22T10:00:00.000Z',
  practice: false,
  done: false,
  doneAt: null,
  deliveries: [],
  name: 'Dana Smith',
  text: 'My knee hurts.',
  atMs: 900,
  kind: 'message',
  callbackNumber: null,
  noCallBack: false,
  confirmed: true,
  urgency: 'normal',
  preferredTimes: [],
  startsAt: [],
};

describe('what a person is told of', () => {
  it('is each critical alert that is open, and no other', () => {
    expect(noticeOf(alert({}), discreet)).toMatchObject({ kind: 'alerts', text: 'The line is down.' });
    expect(noticeOf(alert({ level: 'warning' }), discreet)).toBeNull();
    expect(noticeOf(alert({ resolvedAt: '2026-11-22T11:00:00.000Z' }), discreet)).toBeNull();
  });

  it('is a call that failed, and none that ended as somebody wished', () => {
    const told = endReason.options.filter((reason) =>
      noticeOf({ type: 'call.ended', ...on, endReason: reason }, discreet),
    );
    expect(told).toEqual(['stream-lost', 'never-joined', 'model-failed', 'overloaded', 'internal-error']);
  });

  it('leads to where it can be seen', () => {
    expect(noticeOf({ type: 'call.started', ...on }, discreet)?.href).toBe('/live/CA1');
    expect(noticeOf({ type: 'call.ended', ...on, endReason: 'model-failed' }, discreet)?.href).toBe(
      '/calls/CA1',
    );
    expect(noticeOfMessage(message, discreet).href).toBe('/inbox/1-a-0');
  });

  it('sets urgent messages apart', () => {
    expect(noticeOfMessage(message, discreet).kind).toBe('messages');
    const urgent = noticeOfMessage({ ...message, urgency: 'urgent', kind: 'voicemail' }, discreet);
    expect(urgent).toMatchObject({ kind: 'urgent-messages', title: 'Urgent: voicemail for Acme' });
  });

  it('holds names, numbers and words of callers only where that was allowed', () => {
    const notices = (telling: typeof discreet) =>
      JSON.stringify([
        noticeOf({ type: 'call.started', ...on }, telling),
        noticeOf({ type: 'call.ended', ...on, endReason: 'stream-lost' }, telling),
        noticeOfMessage(message, telling),
        noticeOfMessage({ ...message, name: null }, telling),
      ]);
    expect(notices(discreet)).not.toMatch(/Dana|knee|765|4321/);
    expect(notices(open)).toMatch(/\+1 555 765 4321.*\+1 555 765 4321.*Dana Smith.*knee.*\+1 555 765 4321/);
  });
});
