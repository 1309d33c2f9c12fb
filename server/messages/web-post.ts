import type { Post } from '../notify/notifier.ts';
import type { Letter } from './letter.ts';

/** The message as data: `{event: "message" or "test", message, call, tenant}`. */
export function postOf({ event, id, at, message, record, tenant, withTranscript }: Letter): Post {
  const { callSid, from, to, practice, startedAt, transcript } = record;
  const body = {
    event,
    tenant: { id: tenant.id, businessName: tenant.businessName },
    message: {
      id,
      at,
      kind: message.kind,
      name: message.name,
      callbackNumber: message.callbackNumber,
      noCallBack: message.noCallBack,
      confirmed: message.confirmed,
      urgency: message.urgency,
      text: message.text,
      preferredTimes: message.preferredTimes,
      startsAt: message.startsAt,
      timeZone: tenant.timeZone,
    },
    call: { callSid, from, to, practice, startedAt, ...(withTranscript && { transcript }) },
  };
  return { channel: 'webhook', body: JSON.stringify(body) };
}
