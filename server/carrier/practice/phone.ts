import { PhoneCallRun } from './phone-call.ts';
import { connectSocket } from './phone-stream.ts';
import type { Phone, PhoneOptions } from './phone-types.ts';

/**
 * A telephone with a carrier behind it, speaking Twilio's protocol over real sockets: signed webhooks, TwiML, a signed
 * media stream with 20 ms frames in real time, marks returned when their audio has been heard.
 */
export function createPhone(options: PhoneOptions): Phone {
  const { connect = connectSocket, speak = async () => new Uint8Array(), ...rest } = options;
  return {
    dial(request) {
      const call = new PhoneCallRun({ ...rest, connect, speak }, request);
      return {
        callSid: call.callSid,
        get state() {
          return call.state;
        },
        say: (mulaw) => call.say(mulaw),
        sendFrame: (frame) => call.voice.hear(frame),
        press: (digit) => call.press(digit),
        hangUp: () => call.hangUp(),
        ended: call.run(),
      };
    },
  };
}
