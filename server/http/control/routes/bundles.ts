import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  bundleExport,
  bundleList,
  bundleOpen,
  bundleReady,
  bundleStarted,
  bundleUpload,
} from '../../../contracts/bundle.ts';
import { task } from '../../../contracts/task.ts';
import { tenantId } from '../../../contracts/tenant.ts';
import { AppError } from '../../../platform/errors.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: z.string().regex(/^[BU][0-9a-f]{32}$/, 'There is no such bundle.') });

/** One tenant as an encrypted file: out, and in. What takes a while answers with a task. */
export function bundleRoutes(app: ControlApp, { bundles }: ControlParts): void {
  app.post(
    '/api/tenants/:id/bundle',
    { schema: { params: z.object({ id: tenantId }), body: bundleExport, response: { 202: bundleStarted } } },
    async (request, reply) => {
      return reply
        .code(202)
        .send(await bundles.export(tenantScope(request.params.id), request.body, OPERATOR));
    },
  );

  app.get('/api/bundles', { schema: { response: { 200: bundleList } } }, () => bundles.list());

  app.delete(
    '/api/bundles/:id',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await bundles.discardExported(request.params.id, OPERATOR);
      return reply.code(204).send(null);
    },
  );

  app.get('/api/bundles/:id', { schema: { params, response: { 200: bundleReady } } }, async (request) =>
    bundles.exported(request.params.id),
  );

  app.get('/api/bundles/:id/file', { schema: { params } }, async (request, reply) => {
    const { stream, fileName, sizeBytes } = await bundles.fetch(request.params.id, OPERATOR);
    return reply
      .type('application/octet-stream')
      .header('content-length', sizeBytes)
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('cache-control', 'private, no-store')
      .send(stream);
  });

  uploadRoute(app, bundles);

  app.get(
    '/api/bundle-uploads/:id',
    { schema: { params, response: { 200: bundleUpload } } },
    async (request) => bundles.uploaded(request.params.id),
  );

  app.delete(
    '/api/bundle-uploads/:id',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await bundles.discard(request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/bundle-uploads/:id/check',
    { schema: { params, body: bundleOpen, response: { 202: task } } },
    async (request, reply) => reply.code(202).send(bundles.check(request.params.id, request.body.passphrase)),
  );

  app.post(
    '/api/bundle-uploads/:id/import',
    { schema: { params, body: bundleOpen, response: { 202: task } } },
    async (request, reply) =>
      reply.code(202).send(bundles.import(request.params.id, request.body.passphrase, OPERATOR)),
  );
}

/** The file goes to the disk as it comes, however large it is. */
function uploadRoute(app: ControlApp, bundles: ControlParts['bundles']): void {
  void app.register(async (uploads: ControlApp) => {
    uploads.addContentTypeParser('application/octet-stream', (_request, payload, done) =>
      done(null, payload),
    );
    uploads.post(
      '/api/bundle-uploads',
      { schema: { response: { 201: bundleUpload } } },
      async (request, reply) => {
        // The parser above hands the stream on; what comes as anything else was read already.
        if (!(request.body instanceof Readable))
          throw new AppError('invalid', 'Send the file itself, with Content-Type: application/octet-stream.');
        return reply.code(201).send(await bundles.upload(request.body));
      },
    );
  });
}
