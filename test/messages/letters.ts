import { BUILT_IN_AGENT } from '../../server/agent/defaults.ts';
import { newRecord } from '../../server/call/record.ts';
import type { AgentSettings } from '../../server/contracts/agent.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { type CallerMessage, callerMessage } from '../../server/contracts/message.ts';
import type { Tenant } from '../../server/contracts/tenant.ts';

export const CALLER = '+12125550142';

export function tenantOf(id = 1, over: Partial<Tenant> = {}): Tenant {
  return {
    id,
    businessName: 'Acme Corp',
    contactName: 'Ada Miller',
    email: 'ada@example.com',
    phone: null,
    packageTier: 'starter',
    timeZone: 'America/New_York',
    status: 'active',
    phoneNumbers: ['+12125550100'],
    agent: {},
    version: 1,
    createdAt: '2026-03-01T00:00:00.000Z',
    updatedAt: '2026-03-01T00:00:00.000Z',
    ...over,
  };
}

export function settingsOf(over: Partial<AgentSettings> = {}): AgentSettings {
  return { ...BUILT_IN_AGENT, ...over };
}

export function messageOf(over: Partial<CallerMessage> = {}): CallerMessage {
  return {
    ...callerMessage.parse({ name: 'Ann Lee', text: 'The kitchen tap drips.', atMs: 60_000 }),
    callbackNumber: CALLER,
    ...over,
  };
}

/** A call that has ended. */
export function recordOf(callSid: string, over: Partial<CallRecord> = {}, tenantId = 1): CallRecord {
  const incoming = {
    callSid,
    accountSid: 'AC1',
    from: CALLER,
    to: '+12125550100',
    practice: false,
    publicOrigin: 'https://phone.example.com',
  };
  return {
    ...newRecord(incoming, tenantId, '2026-03-02T15:00:00.000Z'),
    state: 'ended',
    endReason: 'caller-hung-up',
    transcript: [
      { role: 'agent', text: 'Good morning, Acme.', atMs: 0 },
      { role: 'caller', text: 'My tap drips.', atMs: 3_000 },
    ],
    messages: [messageOf()],
    ...over,
  };
}
