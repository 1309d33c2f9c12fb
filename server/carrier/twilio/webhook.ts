import { z } from 'zod';
import { callSid } from '../../contracts/call-sid.ts';
import { e164 } from '../../contracts/phone-number.ts';
import type { IncomingCall } from '../carrier.ts';
import type { FormParams, Trunk } from './signature.ts';

/** What was wrong with a webhook that carried a good signature. */
export type WebhookFault =
  | 'repeated-parameter'
  | 'bad-call-sid'
  | 'bad-account'
  | 'foreign-account'
  | 'bad-called-number';

export type WebhookResult = { ok: true; call: IncomingCall } | { ok: false; reason: WebhookFault };

const accountSid = z.string().regex(/^[A-Za-z0-9]{1,64}$/);

/** Callers that are not telephone numbers, and the words that stand for a withheld one. */
const OTHER_CALLER =
  /^(?:(?:client|sip|sips):[\x21-\x7e]{1,120}|anonymous|restricted|unavailable|unknown|)$/i;

const USED = ['CallSid', 'AccountSid', 'From', 'To'] as const;

/**
 * Reads the fields of a voice webhook, strictly: a signature has no field boundaries, so each value must look like what
 * it is. A `From` that looks like nothing known becomes `unknown`, and its caller is served without a memory.
 * `account` is the SID that the trunk's calls must carry; `null` when it is not configured.
 */
export function readIncomingCall(params: FormParams, trunk: Trunk, account: string | null): WebhookResult {
  const given = (name: (typeof USED)[number]) => (Object.hasOwn(params, name) ? params[name] : undefined);
  if (USED.some((name) => Array.isArray(given(name)))) return refused('repeated-parameter');
  const sid = callSid.safeParse(given('CallSid'));
  if (!sid.success) return refused('bad-call-sid');
  const sender = accountSid.safeParse(given('AccountSid') ?? account ?? undefined);
  if (given('AccountSid') !== undefined && !sender.success) return refused('bad-account');
  if (account !== null && sender.data !== account) return refused('foreign-account');
  const to = e164.safeParse(given('To'));
  if (!to.success) return refused('bad-called-number');
  return {
    ok: true,
    call: {
      callSid: sid.data,
      accountSid: sender.data ?? '',
      from: knownCaller(given('From')),
      to: to.data,
      practice: trunk.practice,
      publicOrigin: trunk.origin,
    },
  };
}

function refused(reason: WebhookFault): WebhookResult {
  return { ok: false, reason };
}

function knownCaller(from: unknown): string {
  if (typeof from !== 'string') return 'unknown';
  return e164.safeParse(from).success || OTHER_CALLER.test(from) ? from : 'unknown';
}
