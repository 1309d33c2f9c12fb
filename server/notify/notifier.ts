import { z } from 'zod';
import type { Scope, TenantScope } from '../store/scope.ts';

const mail = z.object({
  channel: z.literal('email'),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** An iCalendar file of method PUBLISH; `null`: none. */
  calendar: z.string().nullable(),
});
const text = z.object({ channel: z.literal('sms'), text: z.string() });
/** `body` is JSON. */
const post = z.object({ channel: z.literal('webhook'), body: z.string() });

/** What is sent, ready made, by the way it goes. */
export const content = z.discriminatedUnion('channel', [mail, text, post]);
export type Content = z.infer<typeof content>;
type On<Name extends Content['channel']> = Extract<Content, { channel: Name }>;

export interface Parcel<Kind extends Content = Content> {
  /** The same at every try, so that the receiver can drop repeats. */
  id: string;
  /** Address, number or URL. */
  target: string;
  content: Kind;
}

/** One way to reach people outside of a call. */
export interface Channel<Kind extends Content> {
  /**
   * Resolves once the other side has taken it. Rejects with an `AppError` that says what to do; only where it is
   * `retryable` the same may go through later. No message holds a secret. `signal` gives the attempt up.
   */
  send(scope: TenantScope, parcel: Parcel<Kind>, signal: AbortSignal): Promise<void>;
}

/** E-mail, which goes for the appliance itself too. */
export interface Mailer {
  send(scope: Scope, parcel: Parcel<Mail>, signal: AbortSignal): Promise<void>;
}

/** All ways in one. */
export type Notifier = Channel<Content>;

export function createNotifier(channels: { [Name in Content['channel']]: Channel<On<Name>> }): Notifier {
  return {
    send(scope, { id, target, content: what }, signal) {
      switch (what.channel) {
        case 'email':
          return channels.email.send(scope, { id, target, content: what }, signal);
        case 'sms':
          return channels.sms.send(scope, { id, target, content: what }, signal);
        case 'webhook':
          return channels.webhook.send(scope, { id, target, content: what }, signal);
      }
    },
  };
}

/** What one channel sends. */
export type Mail = On<'email'>;
export type Text = On<'sms'>;
export type Post = On<'webhook'>;
