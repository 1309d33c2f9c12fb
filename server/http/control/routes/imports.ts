import { z } from 'zod';
import {
  IMPORT_BYTES,
  importApply,
  importFileQuery,
  importParams,
  importState,
} from '../../../contracts/import.ts';
import { task } from '../../../contracts/task.ts';
import { reportCsv, TEMPLATE_CSV } from '../../../import/imports.ts';
import { AppError } from '../../../platform/errors.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = importParams;

/** Bringing data over from files: upload, dry run, apply. */
export function importRoutes(app: ControlApp, { imports }: ControlParts): void {
  app.get('/api/imports/template.csv', { schema: {} }, (_request, reply) =>
    csv(reply, 'tenants.csv').send(TEMPLATE_CSV),
  );

  app.post('/api/imports', { schema: { response: { 201: importState } } }, async (_request, reply) =>
    reply.code(201).send(imports.begin()),
  );

  app.get('/api/imports/:id', { schema: { params, response: { 200: importState } } }, async (request) =>
    imports.get(request.params.id),
  );

  app.delete(
    '/api/imports/:id',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      imports.discard(request.params.id);
      return reply.code(204).send(null);
    },
  );

  fileRoutes(app, imports);

  app.post(
    '/api/imports/:id/check',
    { schema: { params, response: { 202: task } } },
    async (request, reply) => reply.code(202).send(imports.check(request.params.id)),
  );

  app.post(
    '/api/imports/:id/apply',
    { schema: { params, body: importApply, response: { 202: task } } },
    async (request, reply) =>
      reply.code(202).send(imports.apply(request.params.id, request.body.defaults, OPERATOR)),
  );

  app.get('/api/imports/:id/report.csv', { schema: { params } }, (request, reply) =>
    csv(reply, 'import-report.csv').send(reportCsv(imports.get(request.params.id))),
  );
}

function fileRoutes(app: ControlApp, imports: ControlParts['imports']): void {
  void app.register(async (uploads: ControlApp) => {
    uploads.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: IMPORT_BYTES },
      (_request, body, done) => done(null, body),
    );
    uploads.post(
      '/api/imports/:id/files',
      {
        bodyLimit: IMPORT_BYTES,
        schema: { params, querystring: importFileQuery, response: { 200: importState } },
        errorHandler(error) {
          if (error.statusCode !== 413) throw error;
          const message = `A file may have ${IMPORT_BYTES / 1024 / 1024} MB. Split it, and import the parts one after the other.`;
          throw new AppError('invalid', message);
        },
      },
      async (request) => {
        const { body } = request;
        if (!Buffer.isBuffer(body))
          throw new AppError('invalid', 'Send the file itself, with Content-Type: application/octet-stream.');
        return imports.addFile(request.params.id, request.query.name, body);
      },
    );
  });

  app.delete(
    '/api/imports/:id/files',
    { schema: { params, querystring: importFileQuery, response: { 200: importState } } },
    async (request) => imports.removeFile(request.params.id, request.query.name),
  );
}

interface Replying<T> {
  type(name: string): T;
  header(name: string, value: string): T;
}

function csv<T extends Replying<T>>(reply: T, fileName: string): T {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('cache-control', 'private, no-store');
}
