import formbody from '@fastify/formbody';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { messageOf } from '../../platform/errors.ts';
import type { IncomingParts } from './incoming-parts.ts';
import { phoneRoutes } from './phone-routes.ts';

const probeQuery = z.object({ probe: z.string().max(100) });

/** Webhooks are a kilobyte or two. */
const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * The listener that the tunnel knows. Building it is not listening. Media streams are served beside it, on its server.
 * `onProbe` gets the word that a request for `/health` brings along.
 */
export async function buildPublicApp(
  parts: IncomingParts,
  onProbe: (token: string) => void = () => {},
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    exposeHeadRoutes: false,
    // All calls are over by then; a stranger who sends half a request must not keep the program from ending.
    forceCloseConnections: true,
    // An address that can't even be read leads nowhere.
    frameworkErrors: (_error, _request, reply) => void reply.hijack().raw.writeHead(404).end(),
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES });
  // Anything that is not a form is read as nothing, so that it meets the signature check and not the parser.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null, {});
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error: FastifyError, request, reply) => {
    parts.logger.warn(
      { error: messageOf(error), path: request.routeOptions.url ?? null },
      'A public request failed',
    );
    return reply.code(request.url.startsWith('/phone/') ? 403 : 404).send();
  });
  app.get('/health', async ({ query }) => {
    const probe = probeQuery.safeParse(query).data?.probe;
    if (probe !== undefined) onProbe(probe);
    return { status: 'ok' };
  });
  phoneRoutes(app, parts);
  return app;
}
