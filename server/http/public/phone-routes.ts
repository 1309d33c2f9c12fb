import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingCall } from '../../carrier/carrier.ts';
import { messageOf } from '../../platform/errors.ts';
import { AFTER_STREAM_PATH, answerCall, createReturns, type IncomingParts } from './incoming-call.ts';

const RESCUE_WORDS = 'We are sorry, we have a technical problem. Please call again in a moment. Goodbye.';

/** The carrier's webhooks. One that is not signed gets a 403 and no more; a signed one always gets TwiML. */
export function phoneRoutes(app: FastifyInstance, parts: IncomingParts): void {
  const { protocol, logger } = parts;
  const afterStream = createReturns(parts);

  const verified = (request: FastifyRequest): IncomingCall | null => {
    const signature = request.headers['x-twilio-signature'];
    const verdict = protocol.readWebhook({
      path: request.url,
      params: formOf(request.body),
      signature: typeof signature === 'string' ? signature : undefined,
    });
    if (verdict.ok) return verdict.call;
    logger.warn({ reason: verdict.reason }, 'A webhook was refused');
    return null;
  };

  const twimlRoute = (path: string, answer: (call: IncomingCall) => string | Promise<string>): void => {
    app.post(path, async (request, reply) => {
      const call = verified(request);
      if (!call) return refuse(reply);
      let twiml: string;
      try {
        twiml = await answer(call);
      } catch (error) {
        logger.error({ callSid: call.callSid, error: messageOf(error) }, 'A webhook could not be answered');
        twiml = protocol.sayAndHangUp(RESCUE_WORDS);
      }
      return reply.type('text/xml; charset=utf-8').send(twiml);
    });
  };

  twimlRoute('/phone/incoming-realtime', (call) => answerCall(parts, call));
  twimlRoute(AFTER_STREAM_PATH, afterStream);

  app.post('/phone/status', async (request, reply) => {
    const call = verified(request);
    if (!call) return refuse(reply);
    const { CallStatus: status } = formOf(request.body);
    logger.info(
      { callSid: call.callSid, status: typeof status === 'string' ? status.slice(0, 20) : null },
      'Call status',
    );
    // The carrier knows of an end even when the stream never told.
    if (typeof status === 'string' && CALL_IS_OVER.has(status)) {
      const session = parts.registry.get(call.callSid);
      session?.close(session.live ? 'caller-hung-up' : 'never-joined');
    }
    return reply.code(204).send();
  });
}

const CALL_IS_OVER: ReadonlySet<string> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(403).send();
}

/** A body that is not a form counts as an empty one; its signature then fails. */
function formOf(body: unknown): Readonly<Record<string, unknown>> {
  // A parsed form is a plain object of strings and lists of strings.
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}
