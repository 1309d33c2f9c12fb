import type { Clock } from '../../platform/clock.ts';
import type { CarrierProtocol } from '../protocol.ts';
import { acceptMediaStream } from './media-stream.ts';
import { createSignatureCheck, socketOrigin, type Trunk } from './signature.ts';
import {
  askForKey,
  connectStream,
  dialNumber,
  hangUp,
  joinLines,
  sayAndHangUp,
  sayAndRecord,
} from './twiml.ts';
import { legQuery, readDialledLeg, readIncomingCall } from './webhook.ts';

interface Options {
  clock: Clock;
  /** Everyone whose signature counts, now. */
  trunks(): readonly Trunk[];
  /** The account that a trunk's calls must name; `null` when it is not known. */
  accountOf(trunk: Trunk): string | null;
  /** Path of the media stream socket. */
  streamPath: string;
}

/** Twilio's webhooks, TwiML and Media Streams. */
export function createTwilioProtocol({ clock, trunks, accountOf, streamPath }: Options): CarrierProtocol {
  const signatures = createSignatureCheck(trunks);
  return {
    readWebhook({ path, params, signature }) {
      const trunk = signatures.webhook(path, params, signature);
      return trunk
        ? readIncomingCall(path, params, trunk, accountOf(trunk))
        : { ok: false, reason: 'signature' };
    },
    readLeg({ path, params, signature }) {
      const trunk = signatures.webhook(path, params, signature);
      return trunk
        ? readDialledLeg(path, params, trunk, accountOf(trunk))
        : { ok: false, reason: 'signature' };
    },
    upgradeIsSigned: (path, signature) => signatures.upgrade(path, signature) !== null,
    acceptStream(socket, onStart, onClosed) {
      acceptMediaStream(socket, { clock, onStart, onClosed: ({ reason }) => onClosed(reason) });
    },
    connect: ({ publicOrigin }, parameters, afterPath) =>
      connectStream({
        streamUrl: `${socketOrigin(publicOrigin)}${streamPath}`,
        parameters,
        afterUrl: `${publicOrigin}${afterPath}`,
      }),
    sayAndHangUp,
    hangUp,
    dial({ callSid, to, publicOrigin }, { number, mode, token, screenPath, progressPath, afterPath }) {
      const url = (path: string): string => `${publicOrigin}${path}?${legQuery(callSid, token)}`;
      return dialNumber({
        number,
        callerId: to,
        afterUrl: url(afterPath),
        person:
          mode === 'warm' ? { mode, screenUrl: url(screenPath) } : { mode, progressUrl: url(progressPath) },
      });
    },
    askForKey: ({ callSid, token, publicOrigin }, text, language, answerPath) =>
      askForKey(text, language, `${publicOrigin}${answerPath}?${legQuery(callSid, token)}`),
    joinLines,
    sayAndRecord: ({ publicOrigin }, { text, nothing, language }, afterPath) =>
      sayAndRecord(text, nothing, language, `${publicOrigin}${afterPath}`),
  };
}
