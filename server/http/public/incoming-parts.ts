import type { Admit } from '../../call/admission.ts';
import type { CallArchive } from '../../call/archive.ts';
import type { ForwardedCalls } from '../../call/forwarded-calls.ts';
import type { CallRegistry } from '../../call/registry.ts';
import type { TransferDesk } from '../../call/transfer-desk.ts';
import type { Recording } from '../../call/voicemail.ts';
import type { IncomingCall } from '../../carrier/carrier.ts';
import type { CarrierProtocol } from '../../carrier/protocol.ts';
import type { AgentSettings } from '../../contracts/agent.ts';
import type { CallRecord } from '../../contracts/call.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { tenantScope } from '../../store/make-scope.ts';

export const INCOMING_PATH = '/phone/incoming-realtime';
export const STREAM_PATH = '/phone/media-stream';
export const AFTER_STREAM_PATH = '/phone/after-stream';
export const AFTER_DIAL_PATH = '/phone/after-dial';
export const SCREEN_PATH = '/phone/transfer-screen';
export const SCREEN_ANSWER_PATH = '/phone/transfer-screen-answer';
export const PROGRESS_PATH = '/phone/transfer-progress';
export const VOICEMAIL_PATH = '/phone/voicemail';
export const STATUS_PATH = '/phone/status';

/** Said when something is wrong here; a caller is never met with silence. */
export const RESCUE_WORDS =
  'We are sorry, we have a technical problem. Please call again in a moment. Goodbye.';

export interface IncomingParts {
  registry: CallRegistry;
  archive: CallArchive;
  desk: TransferDesk;
  forwarded: ForwardedCalls;
  protocol: CarrierProtocol;
  logger: Logger;
  clock: Clock;
  /**
   * Whose agent the call is for, as the call meets it. Practice calls also reach tenants that have no number yet, and may
   * try a draft.
   */
  tenantOf(call: Pick<IncomingCall, 'callSid' | 'practice' | 'to'>): Tenant | undefined;
  agentOf(tenant: Tenant): AgentSettings;
  /** Whether the call is answered. */
  admit: Admit;
  /** Files what a caller left when nobody could answer. Rejects when it can't be kept. */
  onVoicemail(call: IncomingCall, tenant: Tenant, recording: Recording): Promise<void>;
}

/** What the stream is told besides its token. Shown by a look-up too; never trusted when it comes back. */
function parametersOf(parts: IncomingParts, tenant: Tenant, token: string): Record<string, string> {
  const { agentName, voice } = parts.agentOf(tenant);
  return { token, customer_id: String(tenant.id), agent_name: agentName, voice };
}

/** TwiML that sends the call's audio to the agent. */
export function streamTo(parts: IncomingParts, call: IncomingCall, tenant: Tenant, token: string): string {
  return parts.protocol.connect(call, parametersOf(parts, tenant, token), AFTER_STREAM_PATH);
}

/** Has an agent take the call. `before` is what was recorded of it so far. */
export function beginCall(
  parts: IncomingParts,
  call: IncomingCall,
  tenant: Tenant,
  before: CallRecord | null,
): string {
  const { session, token } = parts.registry.begin(call, tenant, tenantScope(tenant.id), before);
  const twiml = streamTo(parts, call, tenant, token);
  session.webhookAnswered();
  return twiml;
}
