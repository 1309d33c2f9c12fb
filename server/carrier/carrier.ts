/** Why a media stream ended. `stop` is the carrier's orderly end, `lost` a socket that went without
 * one, `overloaded` a peer that had stopped reading. */
export type LegEnd = 'stop' | 'lost' | 'overloaded';

/** What comes from one call's media stream after `start`. */
export interface LegListener {
  /** Caller audio: base64 mu-law, with the carrier's time since the stream started. */
  onAudio(payload: string, timestampMs: number): void;
  /** A mark came back: everything sent before it was played, or dropped by `clear`. */
  onMark(name: string): void;
  onDigit(digit: string): void;
  /** Once, last. */
  onEnd(end: LegEnd): void;
}

/** One call's audio, as the call sees it. */
export interface MediaLeg {
  readonly callSid: string;
  readonly streamSid: string;
  /** Base64 mu-law of any length; played after what was sent before. */
  sendAudio(payload: string): void;
  sendMark(name: string): void;
  /** Drops everything not yet played. Its marks come back. */
  clear(): void;
  /** Ends the stream; the carrier then goes on with the TwiML after `<Connect>`. */
  close(): void;
}

/** A call as a verified webhook tells it. */
export interface IncomingCall {
  callSid: string;
  accountSid: string;
  from: string;
  to: string;
  /** True when the practice line's signature was on it. */
  practice: boolean;
  /** Origin that the signature was made for, without a slash at the end; streams must be reached there too. */
  publicOrigin: string;
}
