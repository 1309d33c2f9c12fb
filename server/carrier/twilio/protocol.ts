import type { Clock } from '../../platform/clock.ts';
import type { CarrierProtocol } from '../protocol.ts';
import { acceptMediaStream } from './media-stream.ts';
import { createSignatureCheck, socketOrigin, type Trunk } from './signature.ts';
import { connectStream, hangUp, sayAndHangUp } from './twiml.ts';
import { readIncomingCall } from './webhook.ts';

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
      return trunk ? readIncomingCall(params, trunk, accountOf(trunk)) : { ok: false, reason: 'signature' };
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
  };
}
