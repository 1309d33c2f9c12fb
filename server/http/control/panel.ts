import staticFiles from '@fastify/static';
import type { Access } from './access.ts';
import type { ControlApp } from './parts.ts';

const NOT_BUILT =
  '<!doctype html><meta charset="utf-8"><title>Ringhouse</title><p>The control panel is not built yet. Run <code>npm run build</code> and load this page again.';
const NOT_LOGGED_IN =
  '<!doctype html><meta charset="utf-8"><title>Ringhouse</title><p>Open the address that was printed at the start; it lets this browser in.';

/** The control panel's files. `/?token=…` logs a browser in by a cookie and takes the token out of the address. */
export async function servePanel(app: ControlApp, access: Access, panelDir: string | null): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const status = access.refusal(request.raw);
    if (status === null) return;
    const url = new URL(request.url, 'http://127.0.0.1');
    if (
      status === 401 &&
      request.method === 'GET' &&
      url.pathname === '/' &&
      access.isToken(url.searchParams.get('token') ?? undefined)
    ) {
      return reply.header('set-cookie', access.cookie()).redirect('/', 303);
    }
    if (status === 401 && request.headers.accept?.includes('text/html'))
      return reply.code(401).type('text/html; charset=utf-8').send(NOT_LOGGED_IN);
    const message =
      status === 401
        ? 'Send the control token as "Authorization: Bearer …", or open the address that was printed at the start.'
        : 'The control listener answers only to its own address on this computer.';
    return reply
      .code(status)
      .send({ error: { code: status === 401 ? 'unauthorized' : 'forbidden', message } });
  });

  if (panelDir !== null) {
    await app.register(staticFiles, { root: panelDir, cacheControl: false });
  } else
    app.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(NOT_BUILT),
    );

  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      request.headers.accept?.includes('text/html') &&
      !request.url.startsWith('/api/');
    // Pages of the panel have addresses of their own; all of them are the one document.
    if (isPage && panelDir !== null) return reply.sendFile('index.html');
    return reply
      .code(404)
      .send({ error: { code: 'not-found', message: 'There is nothing at this address.' } });
  });
}
