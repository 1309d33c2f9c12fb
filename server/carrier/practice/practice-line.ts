import type { WebSocket } from 'ws';
import type { TransferAnswer } from '../../contracts/transfer.ts';
import type { OfflineVoice } from '../../contracts/voices.ts';
import type { LocalSpeech } from '../../model/speech.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import { signWith } from './carrier-http.ts';
import { createPhone } from './phone.ts';
import { PracticeCall } from './practice-call.ts';

export interface PracticeLineOptions {
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** Origin of the public listener on loopback; asked when a call starts. */
  origin: () => string;
  /** Made anew at each start of the server. */
  authToken: string;
  accountSid: string;
  speech: LocalSpeech;
  /** Voice of the practice caller. */
  callerVoice: OfflineVoice;
  /** Voice of what a carrier says by itself (`<Say>`). */
  carrierVoice: OfflineVoice;
  /** The caller typed to the agent. */
  typed: (callSid: string, text: string) => void;
}

export interface PracticeStart {
  /** The line that is rung. */
  to: string;
  from: string;
  /** What a scripted caller says; absent: the call is for a person at the panel. */
  script?: readonly string[] | undefined;
  /** How a person answers to whom the caller is put through; absent: the call is taken. */
  transferAnswer?: TransferAnswer | undefined;
}

export interface PracticeLine {
  /** Starts a call; ringing goes on behind it. */
  start(request: PracticeStart): { callSid: string };
  /**
   * Gives a call its person: a WebSocket that speaks `contracts/practice-audio.ts`. Closes the socket with 1008 when
   * there is no such call, or somebody is on it already.
   */
  attachPanel(callSid: string, socket: WebSocket): void;
  /** Hangs up all calls and waits for their ends. */
  close(): Promise<void>;
}

/** The phone inside the product. */
export function createPracticeLine(options: PracticeLineOptions): PracticeLine {
  const { clock, ids, log, speech, accountSid } = options;
  const calls = new Map<string, PracticeCall>();

  return {
    start({ from, to, script = null, transferAnswer = 'accept' }) {
      const callSid = ids.sid('CA');
      const phone = createPhone({
        clock,
        ids,
        origin: options.origin(),
        accountSid,
        sign: signWith(options.authToken),
        speak: (text) => speech.speak(text, options.carrierVoice),
      });
      const call = new PracticeCall({
        clock,
        log,
        phone,
        callSid,
        from,
        to,
        script,
        transferAnswer,
        speak: (text) => speech.speak(text, options.callerVoice),
        typed: (text) => options.typed(callSid, text),
      });
      calls.set(callSid, call);
      void call.ended.then(() => calls.delete(callSid));
      return { callSid };
    },

    attachPanel(callSid, socket) {
      const call = calls.get(callSid);
      if (!call) socket.close(1008, 'There is no such practice call.');
      else if (!call.attach(socket)) socket.close(1008, 'Somebody is on this call already.');
    },

    async close() {
      const open = [...calls.values()];
      for (const call of open) call.hangUp();
      await Promise.all(open.map((call) => call.ended));
    },
  };
}
