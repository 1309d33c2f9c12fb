import { alertPlace } from '../../server/contracts/alert-causes.ts';
import type { EndReason } from '../../server/contracts/call.ts';
import type { ServerEvent } from '../../server/contracts/events.ts';
import type { InboxMessage } from '../../server/contracts/message.ts';
import { END_REASON, phone } from '../ui/words.ts';
import type { NoticeKind } from './kinds.ts';

/** Something a person may want to be told of. */
export interface Notice {
  kind: NoticeKind;
  title: string;
  text: string;
  /** Where it leads, within the panel. */
  href: string;
  /** Of two notices with one tag only the later is shown. */
  tag: string;
}

interface Telling {
  nameOf(tenantId: number): string;
  /** Names, numbers and words of callers may be shown. */
  personal: boolean;
}

/** Ends that are nobody's wish. */
const FAILURES: ReadonlySet<EndReason> = new Set([
  'stream-lost',
  'never-joined',
  'model-failed',
  'overloaded',
  'internal-error',
]);

/** What an event has to tell a person, if anything. */
export function noticeOf(event: ServerEvent, { nameOf, personal }: Telling): Notice | null {
  switch (event.type) {
    case 'alert': {
      const { id, key, level, message, resolvedAt } = event.alert;
      if (level !== 'critical' || resolvedAt !== null) return null;
      return {
        kind: 'alerts',
        title: 'Ringhouse needs you',
        text: message,
        href: alertPlace(key)?.href ?? '/home',
        tag: id,
      };
    }
    case 'call.started':
      return {
        kind: 'calls-begin',
        title: `${event.call.practice ? 'Practice call' : 'Call'} for ${nameOf(event.tenantId)}`,
        text: personal ? `From ${phone(event.call.from)}.` : 'It is being answered.',
        href: `/live/${event.callSid}`,
        tag: event.callSid,
      };
    case 'call.ended':
      if (!FAILURES.has(event.endReason)) return null;
      return {
        kind: 'calls-failed',
        title: `A call for ${nameOf(event.tenantId)} failed`,
        text: `${END_REASON[event.endReason]}.${personal ? ` It came from ${phone(event.call.from)}.` : ''}`,
        href: `/calls/${event.callSid}`,
        tag: event.callSid,
      };
    default:
      return null;
  }
}

const LEFT: Record<InboxMessage['kind'], string> = {
  message: 'Message',
  appointment: 'Appointment asked for',
  voicemail: 'Voicemail',
};

/** What a message of a caller has to tell a person. */
export function noticeOfMessage(message: InboxMessage, { nameOf, personal }: Telling): Notice {
  const { id, kind, urgency, name, from, text, tenantId } = message;
  const urgent = urgency === 'urgent';
  return {
    kind: urgent ? 'urgent-messages' : 'messages',
    title: `${urgent ? `Urgent: ${LEFT[kind].toLowerCase()}` : LEFT[kind]} for ${nameOf(tenantId)}`,
    text: personal ? `${name ?? phone(from)}: ${text}` : 'Open it to read what was left.',
    href: `/inbox/${id}`,
    tag: id,
  };
}
