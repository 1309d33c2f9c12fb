import type { TransferAnswer } from '../../contracts/transfer.ts';
import type { Clock } from '../../platform/clock.ts';
import type { AppError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Sign } from './carrier-http.ts';
import type { Connect } from './phone-stream.ts';

export interface PhoneOptions {
  clock: Clock;
  ids: Ids;
  /** Where the server is reached, such as `http://127.0.0.1:5000`; no call leaves it. */
  origin: string;
  accountSid: string;
  sign: Sign;
  /** Speaks a `<Say>` as 8 kHz mu-law; without it the words are left out. */
  speak?: (text: string) => Promise<Uint8Array>;
  connect?: Connect;
}

/** `ringing` while the caller waits for somebody, `connected` while a media stream is open or a message is recorded. */
export type PhoneState = 'ringing' | 'connected' | 'ended';

/** What a phone does while it is on a call. All are called from the phone's own ticks. */
export interface PhoneListener {
  /** 160 bytes of mu-law that are heard now. Not called while nothing plays. */
  onPlayed?(frame: Uint8Array): void;
  /** Audio not yet heard was dropped. */
  onClear?(): void;
  onState?(state: PhoneState): void;
  /** Somebody else is being rung for the caller. */
  onDial?(dial: PhoneDial): void;
}

/** A person who is rung for the caller. */
export interface PhoneDial {
  number: string;
  /** What that person's phone shows. */
  callerId: string | null;
  /** What the person was told before being put through, sentence by sentence as it came. */
  heard: string[];
}

export interface PhoneEnd {
  /** `completed`: by the server's TwiML; `failed`: the server did what a carrier does not understand. */
  reason: 'hung-up' | 'completed' | 'rejected' | 'failed';
  problem: AppError | null;
}

export interface DialRequest extends PhoneListener {
  from: string;
  to: string;
  callSid?: string;
  /** How a person answers who is rung for the caller; absent: everybody takes the call. */
  answer?: (number: string) => TransferAnswer;
}

export interface PhoneCall {
  readonly callSid: string;
  readonly state: PhoneState;
  /** Speaks mu-law of any length after what is waiting. Resolves when it has been said, or the call is over. */
  say(mulaw: Uint8Array): Promise<void>;
  /** A live microphone's frame of 160 bytes. */
  sendFrame(frame: Uint8Array): void;
  /** One of 0-9, * and #. */
  press(digit: string): void;
  hangUp(): void;
  /** When everything is over, the status callback included. Never rejects. */
  readonly ended: Promise<PhoneEnd>;
}

export interface Phone {
  /** Returns at once; ringing goes on behind it. */
  dial(request: DialRequest): PhoneCall;
}
