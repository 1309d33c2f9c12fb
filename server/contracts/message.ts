import { z } from 'zod';
import { callSid } from './call-sid.ts';
import { writtenNumber } from './phone-number.ts';

export const urgency = z.enum(['low', 'normal', 'urgent']);

/**
 * What a caller left: a `message`, an `appointment` that is asked for, or a `voicemail` that the carrier recorded when
 * nobody could answer.
 */
export const messageKind = z.enum(['message', 'appointment', 'voicemail']);

/** A message the caller left with the agent. */
export const callerMessage = z.object({
  name: z.string().nullable(),
  text: z.string(),
  atMs: z.number(),
  kind: messageKind.default('message'),
  /** Where to ring back, as agreed with the caller, be it the number they called from; `null`: nothing was agreed. */
  callbackNumber: z.string().nullable().default(null),
  /** The caller said that nobody need ring back. */
  noCallBack: z.boolean().default(false),
  /** False: the call ended while the caller was still dictating it, or before they had said that it is right. */
  confirmed: z.boolean().default(true),
  urgency: urgency.default('normal'),
  /** Times the caller would like, in their words; of an appointment. */
  preferredTimes: z.array(z.string().max(200)).max(10).default([]),
  /** The same as ISO 8601 local times in the tenant's zone, where they were plain: `2026-11-24T15:00`. */
  startsAt: z
    .array(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/))
    .max(10)
    .default([]),
});
export type CallerMessage = z.infer<typeof callerMessage>;

/** Where and how messages are delivered. */
export const delivery = z.object({
  emails: z.array(z.email('Write an e-mail address such as owner@example.com.').max(254)).max(10),
  /** Numbers that get a short text message. */
  sms: z.array(writtenNumber).max(5),
  /** Gets a signed POST; `null`: none. */
  webhookUrl: z
    .url({ protocol: /^https?$/, error: 'Write a whole address, such as https://example.com/hook.' })
    .nullable(),
  /** The e-mail holds the whole conversation. */
  withTranscript: z.boolean(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveryChannel = z.enum(['email', 'sms', 'webhook']);
export type DeliveryChannel = z.infer<typeof deliveryChannel>;

/** One thing to be delivered. `failed` for good is shown until a person retries or dismisses it. */
export const deliveryState = z.object({
  id: z.string(),
  channel: deliveryChannel,
  /** Address, number or URL. */
  target: z.string(),
  /** `message` and `follow-up` tell what is sent; the second goes to the caller. */
  purpose: z.enum(['message', 'follow-up']),
  state: z.enum(['waiting', 'delivered', 'failed', 'dismissed']),
  attempts: z.number().int().nonnegative(),
  /** When it is tried next; `null` when it is not. */
  nextAt: z.iso.datetime().nullable(),
  deliveredAt: z.iso.datetime().nullable(),
  /** What went wrong last and what to do. */
  problem: z.string().nullable(),
});
export type DeliveryState = z.infer<typeof deliveryState>;

/** A message as the inbox shows it. */
export const inboxMessage = callerMessage.extend({
  id: z.string(),
  tenantId: z.number().int().min(1),
  callSid,
  from: z.string(),
  at: z.iso.datetime(),
  practice: z.boolean(),
  done: z.boolean(),
  doneAt: z.iso.datetime().nullable(),
  deliveries: z.array(deliveryState),
});
export type InboxMessage = z.infer<typeof inboxMessage>;

export const inboxQuery = z.object({
  tenantId: z.coerce.number().int().min(1).optional(),
  /** Only what was left in this call. */
  callSid: callSid.optional(),
  state: z.enum(['open', 'done', 'undelivered', 'all']).default('open'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InboxQuery = z.infer<typeof inboxQuery>;

/** A text message to a caller who left no message, and that could not be sent. `messageId` stands in the place of a message's id. */
export const failedFollowUp = deliveryState.extend({
  messageId: z.string(),
  tenantId: z.number().int().min(1),
  callSid,
  at: z.iso.datetime(),
});
export type FailedFollowUp = z.infer<typeof failedFollowUp>;

/** Newest first. `open` and `undelivered` count over all of what the query's tenant has. */
export const inboxPage = z.object({
  messages: z.array(inboxMessage),
  nextCursor: z.string().nullable(),
  open: z.number().int(),
  /** Messages with a failed delivery, and `followUps`. */
  undelivered: z.number().int(),
  followUps: z.array(failedFollowUp),
});
export type InboxPage = z.infer<typeof inboxPage>;

export const inboxPatch = z.strictObject({ done: z.boolean() });

/** Many messages marked at once. */
export const inboxMarks = z.strictObject({
  ids: z.array(z.string().max(80)).min(1, 'Choose at least one message.').max(200),
  done: z.boolean(),
});
/** How many were changed; those that are gone meanwhile, or were so already, are passed over. */
export const inboxMarked = z.object({ marked: z.number().int() });

/** What became of a test message, for each place that messages are delivered to. */
export const deliveryTestResult = z.object({
  results: z.array(
    z.object({
      channel: deliveryChannel,
      target: z.string(),
      ok: z.boolean(),
      /** What went wrong and what to do. */
      problem: z.string().nullable(),
    }),
  ),
});
export type DeliveryTestResult = z.infer<typeof deliveryTestResult>;

/** The names that may stand in braces in a follow-up. */
export const FOLLOW_UP_PLACEHOLDERS = ['business_name', 'address'] as const;
const FOLLOW_UP_BRACES = new RegExp(`\\{(?:${FOLLOW_UP_PLACEHOLDERS.join('|')})\\}`, 'g');

/** A text message to the caller after the call, once. Braces may only hold one of `FOLLOW_UP_PLACEHOLDERS`. */
export const followUp = z.object({
  on: z.boolean(),
  text: z
    .string()
    .trim()
    .max(480, 'Keep the text message under 480 characters.')
    .refine(
      (text) => !/[{}]/.test(text.replaceAll(FOLLOW_UP_BRACES, '')),
      'Only {business_name} and {address} may stand in braces.',
    ),
});
