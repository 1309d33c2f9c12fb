import { describe, expect, it } from 'vitest';
import { type AdmissionParts, createAdmission } from '../../server/call/admission.ts';
import { type Caps, NO_CAPS } from '../../server/contracts/caps.ts';
import type { Tenant } from '../../server/contracts/tenant.ts';
import type { Spending } from '../../server/contracts/usage.ts';

const UNUSED: Spending = { dayMinutes: 0, monthMinutes: 0, dayUsd: 0, monthUsd: 0, calls: 0 };
// Only what admission looks at.
const tenant = { id: 1, status: 'active', timeZone: 'UTC' } as Tenant;
const call = { from: '+15551230001', practice: false };

interface House {
  blocked?: string[];
  caps?: Partial<Caps>;
  applianceCaps?: Partial<Caps>;
  spent?: Partial<Spending>;
  applianceSpent?: Partial<Spending>;
  room?: boolean;
}

function admitIn({ blocked = [], caps, applianceCaps, spent, applianceSpent, room = true }: House) {
  const parts: AdmissionParts = {
    hasRoom: () => room,
    agentOf: () => ({ blockedCallers: blocked, caps: { ...NO_CAPS, ...caps } }),
    applianceCaps: () => ({ ...NO_CAPS, ...applianceCaps }),
    meter: {
      ofTenant: () => ({ ...UNUSED, ...spent }),
      ofAppliance: () => ({ ...UNUSED, ...applianceSpent }),
    },
  };
  return createAdmission(parts);
}

describe('admission', () => {
  it('lets callers in where nothing is in the way', () => {
    expect(admitIn({})(tenant, call)).toEqual({ admitted: true, tenant });
  });

  it.each([
    ['unknown-number', undefined, {}, call],
    ['suspended', { ...tenant, status: 'suspended' as const }, {}, call],
    ['cancelled', { ...tenant, status: 'cancelled' as const }, {}, call],
    ['blocked-caller', tenant, { blocked: ['+15551230001'] }, call],
    ['blocked-caller', tenant, { blocked: ['+15551230001'] }, { from: ' +15551230001 ', practice: true }],
  ])('refuses %s politely, without a voicemail', (reason, whose, house, incoming) => {
    const admission = admitIn(house)(whose, incoming);
    expect(admission).toMatchObject({ admitted: false, reason, voicemail: false });
    expect(admission.admitted || admission.say).toMatch(/^(Thank|We are sorry).*Goodbye\.$/);
  });

  it('blocks one number, not those that begin like it, nor callers who withhold theirs', () => {
    const admit = admitIn({ blocked: ['+15551230001'] });
    for (const from of ['+155512300011', '+1555123000', 'anonymous', '', '15551230001'])
      expect(admit(tenant, { from, practice: false }).admitted).toBe(true);
  });

  const limits: [string, Partial<Caps>, Partial<Spending>, Partial<Spending>][] = [
    ['calls', { calls: 2 }, { calls: 1 }, { calls: 2 }],
    ['day-minutes', { dayMinutes: 60 }, { dayMinutes: 59.99 }, { dayMinutes: 60 }],
    ['month-minutes', { monthMinutes: 600 }, { monthMinutes: 599.99 }, { monthMinutes: 600 }],
    ['day-money', { dayUsd: 5 }, { dayUsd: 4.99 }, { dayUsd: 5 }],
    ['month-money', { monthUsd: 50 }, { monthUsd: 49.99 }, { monthUsd: 50.01 }],
  ];
  it.each(limits)('asks for a message from the moment the cap on %s is reached', (name, caps, below, at) => {
    expect(admitIn({ caps, spent: below })(tenant, call).admitted).toBe(true);
    expect(admitIn({ applianceCaps: caps, applianceSpent: below })(tenant, call).admitted).toBe(true);
    const own = admitIn({ caps, spent: at })(tenant, call);
    expect(own).toMatchObject({
      reason: `tenant-${name}`,
      voicemail: true,
      say: /message after the tone\.$/,
    });
    const all = admitIn({ applianceCaps: caps, applianceSpent: at })(tenant, call);
    expect(all).toMatchObject({ reason: `appliance-${name}`, voicemail: true });
  });

  it('keeps practice calls out for money and lines, not for minutes', () => {
    const practice = { ...call, practice: true };
    const used = { dayMinutes: 9, monthMinutes: 9, dayUsd: 9, calls: 9 };
    expect(
      admitIn({ caps: { dayMinutes: 1, monthMinutes: 1 }, spent: used })(tenant, practice).admitted,
    ).toBe(true);
    expect(admitIn({ caps: { dayUsd: 1 }, spent: used })(tenant, practice).admitted).toBe(false);
    expect(admitIn({ caps: { calls: 1 }, spent: used })(tenant, practice).admitted).toBe(false);
  });

  it('looks at the status first, then at the caller, at caps, and at the room', () => {
    const everything: House = { blocked: [call.from], caps: { calls: 1 }, spent: { calls: 1 }, room: false };
    const reasonIn = (house: House, status: Tenant['status'] = 'active') => {
      const admission = admitIn(house)({ ...tenant, status }, call);
      return admission.admitted ? null : admission.reason;
    };
    expect(reasonIn(everything, 'suspended')).toBe('suspended');
    expect(reasonIn(everything)).toBe('blocked-caller');
    expect(reasonIn({ ...everything, blocked: [] })).toBe('tenant-calls');
    expect(reasonIn({ room: false })).toBe('no-room');
    expect(admitIn({ room: false })(tenant, call)).toMatchObject({ voicemail: true, say: /lines are busy/ });
  });
});
