import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallWebhook, DialledLeg, WebhookRequest } from '../../carrier/protocol.ts';
import { messageOf } from '../../platform/errors.ts';
import { answerCall, createReturns } from './incoming-call.ts';
import {
  AFTER_DIAL_PATH,
  AFTER_STREAM_PATH,
  INCOMING_PATH,
  type IncomingParts,
  PROGRESS_PATH,
  RESCUE_WORDS,
  SCREEN_ANSWER_PATH,
  SCREEN_PATH,
  STATUS_PATH,
  VOICEMAIL_PATH,
} from './incoming-parts.ts';
import { Transfers } from './transfers.ts';
import { createVoicemail } from './voicemail.ts';

/** What a signed webhook says; `callSid` is the call it is about. */
type Read<T> = { callSid: string; told: T } | { refused: string };

/** The carrier's webhooks. One that is not signed gets a 403 and no more; a signed one always gets TwiML. */
export function phoneRoutes(app: FastifyInstance, parts: IncomingParts): void {
  const { protocol, logger } = parts;
  const afterStream = createReturns(parts);
  const transfers = new Transfers(parts, afterStream);
  const voicemail = createVoicemail(parts);

  /** A route that reads a signed webhook and sends what is answered to it: TwiML, or nothing when nothing is asked. */
  const route = <T>(
    path: string,
    read: (request: WebhookRequest) => Read<T>,
    answer: (told: T) => string | null | Promise<string | null>,
  ): void => {
    app.post(path, async (request, reply) => {
      const webhook = read(webhookOf(request));
      if ('refused' in webhook) {
        logger.warn({ reason: webhook.refused }, 'A webhook was refused');
        return reply.code(403).send();
      }
      let twiml: string | null;
      try {
        twiml = await answer(webhook.told);
      } catch (error) {
        logger.error(
          { callSid: webhook.callSid, error: messageOf(error) },
          'A webhook could not be answered',
        );
        twiml = protocol.sayAndHangUp(RESCUE_WORDS);
      }
      return sendTwiml(reply, twiml);
    });
  };
  const readCall = (request: WebhookRequest): Read<CallWebhook> => {
    const verdict = protocol.readWebhook(request);
    return verdict.ok ? { callSid: verdict.call.callSid, told: verdict } : { refused: verdict.reason };
  };
  const readLeg = (request: WebhookRequest): Read<DialledLeg> => {
    const verdict = protocol.readLeg(request);
    return verdict.ok ? { callSid: verdict.leg.callSid, told: verdict.leg } : { refused: verdict.reason };
  };

  route(INCOMING_PATH, readCall, ({ call }) => answerCall(parts, call));
  route(AFTER_STREAM_PATH, readCall, ({ call }) => afterStream(call));
  route(AFTER_DIAL_PATH, readCall, ({ call, news }) => transfers.afterDial(call, news));
  route(VOICEMAIL_PATH, readCall, ({ call, news }) => voicemail(call, news));
  route(SCREEN_PATH, readLeg, (leg) => transfers.screen(leg));
  route(SCREEN_ANSWER_PATH, readLeg, (leg) => transfers.screenAnswer(leg));
  route(PROGRESS_PATH, readLeg, (leg) => {
    transfers.progress(leg);
    return null;
  });
  route(STATUS_PATH, readCall, async ({ call, news }) => {
    logger.info({ callSid: call.callSid, status: news.status }, 'Call status');
    // The carrier knows of an end even when the stream never told.
    if (news.isOver) await transfers.callerGone(call.callSid);
    return null;
  });
}

function webhookOf(request: FastifyRequest): WebhookRequest {
  const { body, url: path } = request;
  const signature = request.headers['x-twilio-signature'];
  return {
    path,
    // A body that is not a form counts as an empty one; its signature then fails. A parsed form is a plain object of
    // strings and lists of strings.
    params: typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {},
    signature: typeof signature === 'string' ? signature : undefined,
  };
}

function sendTwiml(reply: FastifyReply, twiml: string | null): FastifyReply {
  return twiml === null ? reply.code(204).send() : reply.type('text/xml; charset=utf-8').send(twiml);
}
