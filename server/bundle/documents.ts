import { ERASURE_RECEIPT } from '../call/erasure.ts';
import { callKind } from '../call/record.ts';
import type { CallRecord } from '../contracts/call.ts';
import { KNOWLEDGE_GAP, KNOWLEDGE_ITEM } from '../knowledge/documents.ts';
import { CALLER_MEMORY } from '../memory/document.ts';
import { callPart, DELIVERY, deliveryIdOf, MESSAGE, messageIdOf } from '../messages/documents.ts';
import type { DocumentKind } from '../store/store.ts';
import { TENANT, TENANT_VERSION } from '../tenants/documents.ts';

/**
 * What a bundle carries, in this order. Left behind: lists of calls, which are made anew; drafts; which tools were used
 * lately; and what the appliance's own key has sealed.
 */
export const CARRIED: readonly DocumentKind<unknown>[] = [
  TENANT,
  TENANT_VERSION,
  KNOWLEDGE_ITEM,
  KNOWLEDGE_GAP,
  CALLER_MEMORY,
  callKind,
  MESSAGE,
  DELIVERY,
  ERASURE_RECEIPT,
];

/** Where a tenant moves: its new id, and the new names of calls whose names are taken here. */
export interface Move {
  tenantId: number;
  sidOf(callSid: string): string;
}

export interface Moved {
  kind: DocumentKind<unknown>;
  key: string;
  body: unknown;
}

/** A document as it is to be kept under the tenant's new id; `undefined` where it is not kept. Throws over a foreign shape. */
export function moved(name: string, key: string, raw: unknown, move: Move): Moved | undefined {
  const { tenantId, sidOf } = move;
  switch (name) {
    case TENANT_VERSION.name: {
      // The id of a tenant elsewhere would name another one here.
      const { copiedFrom: _, ...body } = TENANT_VERSION.schema.parse(raw);
      return { kind: TENANT_VERSION, key, body: { ...body, snapshot: { ...body.snapshot, id: tenantId } } };
    }
    case KNOWLEDGE_ITEM.name:
      return { kind: KNOWLEDGE_ITEM, key, body: KNOWLEDGE_ITEM.schema.parse(raw) };
    case KNOWLEDGE_GAP.name: {
      const body = KNOWLEDGE_GAP.schema.parse(raw);
      const askings = body.askings.map((asking) => ({ ...asking, callSid: sidOf(asking.callSid) }));
      return { kind: KNOWLEDGE_GAP, key, body: { ...body, askings } };
    }
    case CALLER_MEMORY.name: {
      const body = CALLER_MEMORY.schema.parse(raw);
      const digits = body.caller.slice(1);
      const told = <T extends { callSid: string | null }>(one: T): T => ({
        ...one,
        callSid: one.callSid === null ? null : sidOf(one.callSid),
      });
      return {
        kind: CALLER_MEMORY,
        key: digits,
        body: {
          ...body,
          tenantId,
          namespace: `customer_${tenantId}_user_${digits}`,
          facts: body.facts.map(told),
          openMatters: body.openMatters.map(told),
          summaries: body.summaries.map(told),
          learnt: body.learnt.map(sidOf),
        },
      };
    }
    case ERASURE_RECEIPT.name:
      return { kind: ERASURE_RECEIPT, key, body: { ...ERASURE_RECEIPT.schema.parse(raw), tenantId } };
    default:
      return movedMessage(name, raw, move);
  }
}

function movedMessage(name: string, raw: unknown, { tenantId, sidOf }: Move): Moved | undefined {
  if (name === MESSAGE.name) {
    const body = MESSAGE.schema.parse(raw);
    const callSid = sidOf(body.callSid);
    const id = messageIdOf(tenantId, callSid, Number(/-([0-9]{1,3})$/.exec(body.id)?.[1] ?? 0));
    return { kind: MESSAGE, key: id, body: { ...body, id, tenantId, callSid } };
  }
  if (name !== DELIVERY.name) return undefined;
  const body = DELIVERY.schema.parse(raw);
  const callSid = sidOf(body.callSid);
  const index = /^[0-9]+-[0-9a-f]{24}-([0-9]{1,3})$/.exec(body.messageId)?.[1];
  const messageId =
    index === undefined ? callPart(tenantId, callSid) : messageIdOf(tenantId, callSid, Number(index));
  const id =
    body.purpose === 'follow-up'
      ? `${callPart(tenantId, callSid)}-follow-up`
      : deliveryIdOf(messageId, body.channel, body.target);
  // What was still to be sent is sent by the appliance it comes from, and by no other.
  const waiting = body.state === 'waiting' ? { state: 'dismissed' as const, nextAt: null } : {};
  return { kind: DELIVERY, key: id, body: { ...body, ...waiting, id, messageId, callSid, content: null } };
}

/** A call under the tenant's new id. */
export function movedCall(raw: unknown, { tenantId, sidOf }: Move): CallRecord {
  const record = callKind.schema.parse(raw);
  const digits = /_user_([0-9]+)$/.exec(record.namespace ?? '')?.[1];
  return {
    ...record,
    callSid: sidOf(record.callSid),
    tenantId,
    namespace: digits === undefined ? null : `customer_${tenantId}_user_${digits}`,
  };
}
