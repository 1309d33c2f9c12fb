import type { IncomingCall } from '../carrier/carrier.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { ServerEvent } from '../contracts/events.ts';
import { callerMessage } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import type { TenantScope } from '../store/scope.ts';
import type { CallArchive } from './archive.ts';
import { newRecord, summaryOf } from './record.ts';

/** A message that the carrier recorded. */
export interface Recording {
  /** At the carrier, who asks for a login. */
  url: string;
  durationMs: number;
}

interface VoicemailParts {
  clock: Clock;
  archive: CallArchive;
  publish(event: ServerEvent): void;
  /** Files the messages of a record; doing so again changes nothing. */
  file(scope: TenantScope, tenant: Tenant, record: CallRecord): Promise<void>;
}

/**
 * Keeps what a caller left when nobody could answer: a record of the call, with the voicemail as its message. The same call
 * is kept once, however often it is told. Rejects with `storage-failed` when it can't be.
 */
export async function keepVoicemail(
  { archive, clock, file, publish }: VoicemailParts,
  scope: TenantScope,
  tenant: Tenant,
  call: IncomingCall,
  recording: Recording,
): Promise<void> {
  const known = await archive.read(scope, call.callSid);
  const record = known ?? voicemailRecord(call, tenant, recording, isoNow(clock));
  if (!known) {
    await archive.save(scope, record);
    const ended = { callSid: call.callSid, tenantId: tenant.id, endReason: 'caller-hung-up' as const };
    publish({ type: 'call.ended', ...ended, call: summaryOf(record) });
  }
  await file(scope, tenant, record);
}

function voicemailRecord(
  call: IncomingCall,
  tenant: Tenant,
  { url, durationMs }: Recording,
  at: string,
): CallRecord {
  const seconds = Math.round(durationMs / 1_000);
  const length = `Voicemail, ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const message = callerMessage.parse({
    kind: 'voicemail',
    name: null,
    // The practice line keeps no sound.
    text: call.practice ? length : `${length}: ${url}`,
    atMs: 0,
  });
  return {
    ...newRecord(call, tenant.id, at),
    state: 'ended',
    endedAt: at,
    durationMs: 0,
    endReason: 'caller-hung-up',
    messages: [message],
  };
}
