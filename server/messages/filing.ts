import type { AgentSettings } from '../contracts/agent.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { CallerMessage, Delivery } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Content } from '../notify/notifier.ts';
import { callPart, deliveryIdOf, messageIdOf, type StoredDelivery, type StoredMessage } from './documents.ts';
import { followUpOf } from './follow-up.ts';
import type { Letter } from './letter.ts';
import { mailOf } from './mail.ts';
import { shortTextOf } from './short-text.ts';
import { postOf } from './web-post.ts';

export type FilingSettings = Pick<
  AgentSettings,
  'agentName' | 'delivery' | 'followUp' | 'address' | 'dialCountries'
>;

/** A message as it is kept, and what is to be delivered of it. */
export interface Filed {
  message: StoredMessage;
  deliveries: StoredDelivery[];
}

/** A message of a call by its place in the call. `now` is ISO 8601. */
export function filed(
  tenant: Tenant,
  settings: FilingSettings,
  record: CallRecord,
  message: CallerMessage,
  index: number,
  now: string,
): Filed {
  const { callSid, from, practice } = record;
  const id = messageIdOf(tenant.id, callSid, index);
  const at = new Date(Date.parse(record.startedAt) + message.atMs).toISOString();
  const { agentName, delivery } = settings;
  const letter: Letter = {
    event: 'message',
    id,
    at,
    message,
    tenant,
    agentName,
    record,
    withTranscript: delivery.withTranscript,
  };
  return {
    message: { ...message, id, tenantId: tenant.id, callSid, from, at, practice, done: false, doneAt: null },
    deliveries: contentsOf(letter, delivery).map(([target, content]) => ({
      ...waiting(deliveryIdOf(id, content.channel, target), target, content, now),
      messageId: id,
      callSid,
      purpose: 'message',
    })),
  };
}

/** What is sent where, each place once. */
export function contentsOf(letter: Letter, delivery: Delivery): [string, Content][] {
  const { emails, sms, webhookUrl } = delivery;
  const mail = mailOf(letter);
  const text = shortTextOf(letter);
  return [
    ...[...new Set(emails)].map((target): [string, Content] => [target, mail]),
    ...[...new Set(sms)].map((target): [string, Content] => [target, text]),
    ...(webhookUrl === null ? [] : [[webhookUrl, postOf(letter)] as [string, Content]]),
  ];
}

/** The follow-up to the caller of a call, if any: one for each call, whatever becomes of it. */
export function filedFollowUp(
  tenant: Tenant,
  settings: FilingSettings,
  record: CallRecord,
  now: string,
): StoredDelivery | null {
  const followUp = followUpOf(settings, tenant, record);
  if (!followUp) return null;
  const { callSid } = record;
  const call = callPart(tenant.id, callSid);
  const { target, text, problem } = followUp;
  const delivery: StoredDelivery = {
    ...waiting(`${call}-follow-up`, target, { channel: 'sms', text }, now),
    messageId: record.messages.length > 0 ? messageIdOf(tenant.id, callSid, 0) : call,
    callSid,
    purpose: 'follow-up',
  };
  return problem === null
    ? delivery
    : { ...delivery, state: 'dismissed', nextAt: null, problem, content: null };
}

function waiting(
  id: string,
  target: string,
  content: Content,
  now: string,
): Omit<StoredDelivery, 'messageId' | 'callSid' | 'purpose'> {
  const { channel } = content;
  return {
    id,
    channel,
    target,
    state: 'waiting',
    attempts: 0,
    nextAt: now,
    deliveredAt: null,
    problem: null,
    at: now,
    content,
  };
}
