import { z } from 'zod';
import { callSid } from '../../contracts/call-sid.ts';
import { e164 } from '../../contracts/phone-number.ts';
import type { IncomingCall } from '../carrier.ts';
import type { DialEnd, DialledLeg, WebhookNews } from '../protocol.ts';
import type { FormParams, Trunk } from './signature.ts';

/** What was wrong with a webhook that carried a good signature. */
export type WebhookFault =
  | 'repeated-parameter'
  | 'bad-call-sid'
  | 'bad-account'
  | 'foreign-account'
  | 'bad-called-number'
  | 'bad-address';

type Refused = { ok: false; reason: WebhookFault };
export type WebhookResult = { ok: true; call: IncomingCall; news: WebhookNews } | Refused;
export type LegResult = { ok: true; leg: DialledLeg } | Refused;

const accountSid = z.string().regex(/^[A-Za-z0-9]{1,64}$/);

/** Callers that are not telephone numbers, and the words that stand for a withheld one. */
const OTHER_CALLER =
  /^(?:(?:client|sip|sips):[\x21-\x7e]{1,120}|anonymous|restricted|unavailable|unknown|)$/i;

const USED = [
  'CallSid',
  'AccountSid',
  'From',
  'To',
  'CallStatus',
  'DialCallStatus',
  'RecordingUrl',
  'RecordingDuration',
  'Digits',
  'AnsweredBy',
] as const;

type Given = (name: (typeof USED)[number]) => unknown;

/**
 * Reads the fields of a voice webhook, strictly: a signature has no field boundaries, so each value must look like what
 * it is. `path` is the request target. A `From` that looks like nothing known becomes `unknown`, and its caller is served without a memory.
 * `account` is the SID that the trunk's calls must carry; `null` when it is not configured.
 */
export function readIncomingCall(
  path: string,
  params: FormParams,
  trunk: Trunk,
  account: string | null,
): WebhookResult {
  const form = readForm(params, account);
  if (typeof form === 'string') return refused(form);
  const { given, accountSid: sender, callSid: sid } = form;
  const to = e164.safeParse(given('To'));
  if (!to.success) return refused('bad-called-number');
  return {
    ok: true,
    news: newsIn(path, given),
    call: {
      callSid: sid,
      accountSid: sender,
      from: knownCaller(given('From')),
      to: to.data,
      practice: trunk.practice,
      publicOrigin: trunk.origin,
    },
  };
}

/** Of a dialled line only its own address counts: the carrier's names and numbers of it are not those of the call. */
const legAddress = z.object({ call: callSid, dial: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/) });

/** The query by which a webhook about a dialled line says what it belongs to. */
export function legQuery(call: string, token: string): string {
  return new URLSearchParams({ call, dial: token }).toString();
}

function addressIn(path: string): z.infer<typeof legAddress> | null {
  const query = new URLSearchParams(path.includes('?') ? path.slice(path.indexOf('?') + 1) : '');
  const address = legAddress.safeParse(Object.fromEntries(query));
  return address.success && query.size === 2 ? address.data : null;
}

/** Reads a webhook about a line that was dialled for a call, as strictly. `path` is the request target. */
export function readDialledLeg(
  path: string,
  params: FormParams,
  trunk: Trunk,
  account: string | null,
): LegResult {
  const form = readForm(params, account);
  if (typeof form === 'string') return refused(form);
  const address = addressIn(path);
  if (!address) return refused('bad-address');
  const { given } = form;
  const digits = given('Digits');
  const by = given('AnsweredBy');
  const machine = typeof by === 'string' && /^(?:machine_[a-z_]{1,20}|fax)$/.test(by);
  const answered = given('CallStatus') === 'in-progress';
  return {
    ok: true,
    leg: {
      callSid: address.call,
      token: address.dial,
      publicOrigin: trunk.origin,
      key: typeof digits === 'string' && /^[0-9*#]$/.test(digits) ? digits : null,
      answeredBy: machine ? 'machine' : by === 'human' ? 'person' : answered ? 'somebody' : null,
    },
  };
}

interface Form {
  given: Given;
  callSid: string;
  accountSid: string;
}

/** What every webhook must hold: a call of the account. */
function readForm(params: FormParams, account: string | null): Form | WebhookFault {
  const given: Given = (name) => (Object.hasOwn(params, name) ? params[name] : undefined);
  if (USED.some((name) => Array.isArray(given(name)))) return 'repeated-parameter';
  const sid = callSid.safeParse(given('CallSid'));
  if (!sid.success) return 'bad-call-sid';
  const sender = accountSid.safeParse(given('AccountSid') ?? account ?? undefined);
  if (given('AccountSid') !== undefined && !sender.success) return 'bad-account';
  if (account !== null && sender.data !== account) return 'foreign-account';
  return { given, callSid: sid.data, accountSid: sender.data ?? '' };
}

const DIAL_ENDS: Readonly<Record<string, DialEnd>> = {
  completed: 'completed',
  answered: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};
const CALL_IS_OVER: ReadonlySet<unknown> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const recordingUrl = z.url({ protocol: /^https?$/ }).max(1_000);
const seconds = z.string().regex(/^[0-9]{1,6}$/);

function newsIn(path: string, given: Given): WebhookNews {
  const status = given('CallStatus');
  const dialEnd = given('DialCallStatus');
  const url = recordingUrl.safeParse(given('RecordingUrl'));
  const duration = seconds.safeParse(given('RecordingDuration'));
  return {
    status: typeof status === 'string' ? status.slice(0, 20) : null,
    isOver: CALL_IS_OVER.has(status),
    dialEnd:
      typeof dialEnd === 'string' && Object.hasOwn(DIAL_ENDS, dialEnd) ? (DIAL_ENDS[dialEnd] ?? null) : null,
    dialToken: addressIn(path)?.dial ?? null,
    recording:
      url.success && duration.success ? { url: url.data, durationMs: Number(duration.data) * 1_000 } : null,
  };
}

function refused(reason: WebhookFault): Refused {
  return { ok: false, reason };
}

function knownCaller(from: unknown): string {
  if (typeof from !== 'string') return 'unknown';
  return e164.safeParse(from).success || OTHER_CALLER.test(from) ? from : 'unknown';
}
