import { createHash } from 'node:crypto';
import { z } from 'zod';
import { deliveryState, inboxMessage } from '../contracts/message.ts';
import { content } from '../notify/notifier.ts';
import type { DocumentKind } from '../store/store.ts';

const storedMessage = inboxMessage.omit({ deliveries: true });
export type StoredMessage = z.infer<typeof storedMessage>;

/** One message of a caller. The key is its id. */
export const MESSAGE: DocumentKind<StoredMessage> = {
  name: 'message',
  scope: 'tenant',
  schema: storedMessage,
  schemaVersion: 1,
};

const storedDelivery = deliveryState.extend({
  /** The message it belongs to; of a follow-up to a caller who left none, a name in the place of one. */
  messageId: z.string(),
  callSid: z.string(),
  /** When it was put into the queue. */
  at: z.iso.datetime(),
  /** What is sent; let go once it has arrived, or is never to be sent. */
  content: content.nullable(),
});
export type StoredDelivery = z.infer<typeof storedDelivery>;

/** One thing to be delivered. The key is its id. */
export const DELIVERY: DocumentKind<StoredDelivery> = {
  name: 'delivery',
  scope: 'tenant',
  schema: storedDelivery,
  schemaVersion: 1,
};

/** What this room keeps per tenant. */
export const MESSAGE_KINDS: readonly DocumentKind<unknown>[] = [MESSAGE, DELIVERY];

const short = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

/** What the ids of all messages and deliveries of a call begin with. The SID comes from outside, so it is not in it. */
export function callPart(tenantId: number, callSid: string): string {
  return `${tenantId}-${short(callSid, 24)}`;
}

/** The id of a call's message by its place in the call: filing it twice files it once. */
export function messageIdOf(tenantId: number, callSid: string, index: number): string {
  return `${callPart(tenantId, callSid)}-${index}`;
}

export function deliveryIdOf(messageId: string, channel: string, target: string): string {
  return `${messageId}-${channel}-${short(target, 8)}`;
}

/** Whose message an id names, or `null` where it is none of ours. */
export function tenantIdOf(messageId: string): number | null {
  const match = /^([1-9][0-9]{0,8})-[0-9a-f]{24}(?:-[0-9]{1,3})?$/.exec(messageId);
  return match?.[1] === undefined ? null : Number(match[1]);
}
