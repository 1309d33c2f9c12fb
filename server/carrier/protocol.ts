import type { WebSocket } from 'ws';
import type { IncomingCall, LegListener, MediaLeg } from './carrier.ts';

export interface WebhookRequest {
  /** The request target with its query. */
  path: string;
  params: Readonly<Record<string, unknown>>;
  signature: string | undefined;
}

export type WebhookVerdict = { ok: true; call: IncomingCall } | { ok: false; reason: string };

export interface StreamStart {
  callSid: string;
  customParameters: Readonly<Record<string, string>>;
}

/** How the carrier's webhooks and media streams are checked, read and answered. */
export interface CarrierProtocol {
  /** Checks the signature first, then reads strictly. */
  readWebhook(request: WebhookRequest): WebhookVerdict;
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
  hangUp(): string;
}
