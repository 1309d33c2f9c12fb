import { localTime } from '../agent/local-time.ts';
import type { CallRecord } from '../contracts/call.ts';
import type { CallerMessage } from '../contracts/message.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { oneLine, plainText } from './plain.ts';
import { momentOf } from './zoned-time.ts';

/** One message with all that is told of it. */
export interface Letter {
  event: 'message' | 'test';
  id: string;
  /** When it was left. */
  at: string;
  message: CallerMessage;
  tenant: Pick<Tenant, 'id' | 'businessName' | 'timeZone'>;
  agentName: string;
  record: Pick<CallRecord, 'callSid' | 'from' | 'to' | 'practice' | 'startedAt' | 'transcript'>;
  withTranscript: boolean;
}

const KINDS = {
  message: 'Message',
  appointment: 'Appointment request',
  voicemail: 'Voicemail',
} as const;

/** Who it is from, as far as known; one line. */
export function senderOf({ message, record }: Letter): string {
  const number = message.callbackNumber ?? identifiableCaller(record.from);
  return oneLine(message.name ?? '', 80) || number || 'a caller who withheld the number';
}

/** What it is, from whom, and how urgent; one line. */
export function headline(letter: Letter): string {
  const { message, tenant, record } = letter;
  const practice = record.practice ? '[Practice] ' : '';
  const urgent = message.urgency === 'urgent' ? 'URGENT: ' : '';
  const what = `${message.confirmed ? '' : 'Unconfirmed '}${KINDS[message.kind]}`;
  return oneLine(`${practice}${urgent}${what} from ${senderOf(letter)} for ${tenant.businessName}`, 200);
}

/** What is known besides the words of the message, as label and text, each one line. */
export function facts({ at, message, record, tenant }: Letter): [string, string][] {
  const rows: [string, string | null][] = [
    ['From', oneLine(message.name ?? '', 120) || 'Name not given'],
    ['Call back', message.noCallBack ? 'Not wanted' : message.callbackNumber],
    ['Confirmed', message.confirmed ? null : 'No: the call ended before the caller said that this is right'],
    ['Called from', identifiableCaller(record.from) ?? 'Withheld number'],
    ['Urgency', message.urgency === 'normal' ? null : message.urgency],
    ['When', `${localTime(Date.parse(at), tenant.timeZone)} (${tenant.timeZone})`],
    ['Practice call', record.practice ? 'yes, nobody is waiting' : null],
  ];
  return rows.flatMap(([label, text]) => (text === null ? [] : [[label, text] as [string, string]]));
}

/** Times that are asked for, in words, the plain ones first. */
export function wantedTimes({ message, tenant }: Letter): string[] {
  const plain = message.startsAt.flatMap((local) => {
    const atMs = momentOf(local, tenant.timeZone);
    return atMs === null ? [] : [localTime(atMs, tenant.timeZone)];
  });
  return [...plain, ...message.preferredTimes.map((words) => oneLine(words, 200))];
}

/** The conversation as `Caller: …`, a turn a line. */
export function conversation({ agentName, record }: Letter): { who: string; text: string }[] {
  return record.transcript.map(({ role, text }) => ({
    who: role === 'caller' ? 'Caller' : agentName,
    text: plainText(text),
  }));
}
