import type { IncomingCall } from '../../carrier/carrier.ts';
import type { WebhookNews } from '../../carrier/protocol.ts';
import { messageOf } from '../../platform/errors.ts';
import { type IncomingParts, VOICEMAIL_PATH } from './incoming-parts.ts';
import { phoneWords } from './phone-words.ts';

/** Carriers ask twice; so many calls are remembered to have been filed. */
const REMEMBERED = 10_000;

/** TwiML that says `text`, in English, and takes a voicemail. */
export function askForVoicemail({ protocol }: IncomingParts, call: IncomingCall, text: string): string {
  const { language, nothingHeard: nothing } = phoneWords('en');
  return protocol.sayAndRecord(call, { text, nothing, language }, VOICEMAIL_PATH);
}

/** Answers the webhook that brings a voicemail: the caller is told that it is kept only once it is. */
export function createVoicemail(
  parts: IncomingParts,
): (call: IncomingCall, news: WebhookNews) => Promise<string> {
  const { agentOf, logger, onVoicemail, protocol, tenantOf } = parts;
  const filed = new Map<string, Promise<void>>();

  return async (call, { recording }) => {
    const tenant = tenantOf(call);
    if (!tenant) return protocol.hangUp();
    const words = phoneWords(agentOf(tenant).language);
    if (!recording || recording.durationMs === 0)
      return protocol.sayAndHangUp(words.nothingHeard, words.language);
    try {
      const filing = filed.get(call.callSid) ?? onVoicemail(call, tenant, recording);
      filed.set(call.callSid, filing);
      const oldest = filed.keys().next().value;
      if (filed.size > REMEMBERED && oldest !== undefined) filed.delete(oldest);
      await filing;
      return protocol.sayAndHangUp(words.voicemailKept, words.language);
    } catch (error) {
      filed.delete(call.callSid);
      logger.error(
        { callSid: call.callSid, tenantId: tenant.id, error: messageOf(error) },
        'A voicemail could not be kept',
      );
      return protocol.sayAndHangUp(words.voicemailLost, words.language);
    }
  };
}
