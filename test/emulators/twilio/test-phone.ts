import { once } from 'node:events';
import { WebSocket } from 'ws';
import { signWith } from '../../../server/carrier/practice/carrier-http.ts';
import { createPhone } from '../../../server/carrier/practice/phone.ts';
import { connectSocket } from '../../../server/carrier/practice/phone-stream.ts';
import type {
  DialRequest,
  PhoneCall,
  PhoneDial,
  PhoneOptions,
  PhoneState,
} from '../../../server/carrier/practice/phone-types.ts';
import type { Clock } from '../../../server/platform/clock.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { EMULATED_ACCOUNT, EMULATED_TOKEN } from './rest.ts';

export interface TestPhoneOptions {
  clock: Clock;
  /** The server's public origin, on loopback. */
  origin: string;
  authToken?: string;
  accountSid?: string;
  speak?: PhoneOptions['speak'];
}

/** A call of the test phone, with what was heard on it and the means to misbehave. */
export interface TestCall extends PhoneCall {
  /** Every frame that played, with the monotonic time of its tick. */
  readonly played: { atMs: number; frame: Uint8Array }[];
  /** When pending audio was dropped. */
  readonly clearedAtMs: number[];
  /** Who was rung for the caller, in order. */
  readonly dialled: PhoneDial[];
  /** Resolves when the media stream is up; rejects when the call ends before. */
  readonly connected: Promise<void>;
  /** All that was heard, one frame after the other, without the silence between. */
  heard(): Uint8Array;
  /** Sends anything on the media stream, past the phone's own bookkeeping. */
  sendRaw(message: string | Uint8Array): void;
  /** Loses the media stream without a `stop`. */
  cutStream(): void;
}

export interface Forged {
  /** Instead of the right signature; `null` sends none. */
  signature?: string | null;
  headers?: Record<string, string>;
  /** Instead of the form. */
  body?: string;
  /** Whether the fields have names that repeat: then they come as pairs. */
  pairs?: [string, string][];
}

export interface TestPhone {
  dial(request: Pick<DialRequest, 'from' | 'to' | 'callSid' | 'answer'>): TestCall;
  /** Posts a webhook, signed unless told otherwise. */
  post(
    path: string,
    fields: Record<string, string>,
    forged?: Forged,
  ): Promise<{ status: number; body: string }>;
  /** Opens a media stream socket, signed unless told otherwise. Rejects with the HTTP status when it is refused. */
  openStream(path: string, forged?: Pick<Forged, 'signature' | 'headers'>): Promise<WebSocket>;
}

/** Twilio's telephone: the practice phone with another account's signature, and with ways to do what Twilio never does. */
export function createTestPhone(options: TestPhoneOptions): TestPhone {
  const { clock, origin, authToken = EMULATED_TOKEN, accountSid = EMULATED_ACCOUNT, speak } = options;
  const sign = signWith(authToken);
  const signed = (url: string, fields: Record<string, string>, forged: Forged): Record<string, string> => {
    const signature = forged.signature === undefined ? sign(url, fields) : forged.signature;
    return { ...forged.headers, ...(signature !== null && { 'x-twilio-signature': signature }) };
  };

  return {
    dial(request) {
      let socket: WebSocket | null = null;
      const phone = createPhone({
        clock,
        ids: randomIds,
        origin,
        accountSid,
        sign,
        speak,
        connect(url, headers) {
          socket = connectSocket(url, headers);
          return socket;
        },
      });
      const played: TestCall['played'] = [];
      const clearedAtMs: number[] = [];
      const dialled: PhoneDial[] = [];
      let onState = (_state: PhoneState): void => {};
      const connected = new Promise<void>((resolve, reject) => {
        onState = (state) => {
          if (state === 'connected') resolve();
          if (state === 'ended') reject(new Error('The call ended before its media stream was up.'));
        };
      });
      // Not every test waits for it.
      connected.catch(() => {});
      const call = phone.dial({
        ...request,
        onPlayed: (frame) => played.push({ atMs: clock.monotonic(), frame }),
        onClear: () => clearedAtMs.push(clock.monotonic()),
        onDial: (dial) => dialled.push(dial),
        onState: (state) => onState(state),
      });
      return {
        callSid: call.callSid,
        get state() {
          return call.state;
        },
        ended: call.ended,
        say: call.say,
        sendFrame: call.sendFrame,
        press: call.press,
        hangUp: call.hangUp,
        played,
        clearedAtMs,
        dialled,
        connected,
        heard: () => Buffer.concat(played.map(({ frame }) => frame)),
        sendRaw: (message) => socket?.send(message),
        cutStream: () => socket?.terminate(),
      };
    },

    async post(path, fields, forged = {}) {
      const url = `${origin}${path}`;
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...signed(url, fields, forged),
        },
        body: forged.body ?? new URLSearchParams(forged.pairs ?? fields).toString(),
      });
      return { status: answer.status, body: await answer.text() };
    },

    async openStream(path, forged = {}) {
      const url = `${origin.replace(/^http/, 'ws')}${path}`;
      const socket = new WebSocket(url, { headers: signed(url, {}, forged) });
      const refused = once(socket, 'unexpected-response').then(([, response]) => {
        socket.on('error', () => {});
        socket.terminate();
        throw new Error(String(response.statusCode));
      });
      refused.catch(() => {});
      await Promise.race([once(socket, 'open'), refused]);
      return socket;
    },
  };
}
