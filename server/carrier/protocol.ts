import type { WebSocket } from 'ws';
import type { IncomingCall, LegListener, MediaLeg } from './carrier.ts';

export interface WebhookRequest {
  /** The request target with its query. */
  path: string;
  params: Readonly<Record<string, unknown>>;
  signature: string | undefined;
}

/** How dialling somebody ended. */
export type DialEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** What a webhook tells besides whose call it is; `null` where it says nothing of it, or nothing that can be read. */
export interface WebhookNews {
  /** Of the call, in the carrier's word. */
  status: string | null;
  /** The carrier says that the call is over. */
  isOver: boolean;
  /** How the dial that was ordered with `dialToken` ended. */
  dialEnd: DialEnd | null;
  dialToken: string | null;
  recording: { url: string; durationMs: number } | null;
}

export interface CallWebhook {
  ok: true;
  call: IncomingCall;
  news: WebhookNews;
}
interface Refused {
  ok: false;
  /** A word for the log. */
  reason: string;
}
export type WebhookVerdict = CallWebhook | Refused;

/** A line to somebody who was dialled for a call, as a verified webhook tells it. */
export interface DialledLeg {
  /** Of the call it was dialled for. */
  callSid: string;
  /** Names the dial; good for nothing until it is found among the open ones. */
  token: string;
  /** Origin that the signature was made for, without a slash at the end. */
  publicOrigin: string;
  /** The key that was pressed; `null`: none. */
  key: string | null;
  /** Who picked up, as far as the carrier can tell: `somebody` may be either. */
  answeredBy: 'somebody' | 'person' | 'machine' | null;
}

export type LegVerdict = { ok: true; leg: DialledLeg } | Refused;

/** Whom to dial for a call, and where the carrier asks what comes next. */
export interface DialOrder {
  number: string;
  mode: 'cold' | 'warm';
  /** Comes back with every question about this dial. */
  token: string;
  /** What the person of a warm transfer hears. */
  screenPath: string;
  /** Told who picked up a cold one. */
  progressPath: string;
  afterPath: string;
}

export interface StreamStart {
  callSid: string;
  customParameters: Readonly<Record<string, string>>;
}

/** How the carrier's webhooks and media streams are checked, read and answered. */
export interface CarrierProtocol {
  /** Checks the signature first, then reads strictly. */
  readWebhook(request: WebhookRequest): WebhookVerdict;
  /** The same for a webhook about a line that was dialled for a call. */
  readLeg(request: WebhookRequest): LegVerdict;
  /** Whether the signature on a WebSocket upgrade is good. */
  upgradeIsSigned(path: string, signature: string): boolean;
  /**
   * Takes over an open socket. `onStart` is asked once; `null` closes the stream without a byte of audio. `onClosed` comes
   * once, last, with a word for the log.
   */
  acceptStream(
    socket: WebSocket,
    onStart: (start: StreamStart, leg: MediaLeg) => LegListener | null,
    onClosed: (reason: string) => void,
  ): void;
  /** The answer that sends the call's audio to the media stream, and after it to `afterPath`. */
  connect(call: IncomingCall, parameters: Readonly<Record<string, string>>, afterPath: string): string;
  sayAndHangUp(text: string, language?: string): string;
  /** The answer that puts the caller through; what becomes of it is told to `afterPath`. */
  dial(call: IncomingCall, order: DialOrder): string;
  /** Says `text` to a dialled person and asks for a key, which goes to `answerPath`; no key does too. */
  askForKey(leg: DialledLeg, text: string, language: string, answerPath: string): string;
  /** The dialled person is put through to the caller. */
  joinLines(): string;
  /** Says `text` and records what follows, told to `afterPath`; `nothing` is said when nothing follows. Then hangs up. */
  sayAndRecord(
    call: IncomingCall,
    said: { text: string; nothing: string; language: string },
    afterPath: string,
  ): string;
  hangUp(): string;
}
