import { z } from 'zod';
import {
  backupCreate,
  backupList,
  backupName,
  backupPlace,
  restoreCheck,
} from '../../../contracts/backup.ts';
import { task } from '../../../contracts/task.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ name: backupName });

/** Backups of everything, and the way back. What takes a while answers with a task. */
export function backupRoutes(app: ControlApp, { backups }: ControlParts): void {
  app.get('/api/backups', { schema: { response: { 200: backupList } } }, () => backups.list());

  app.post(
    '/api/backups',
    { schema: { body: backupCreate, response: { 202: task } } },
    async (request, reply) =>
      reply.code(202).send(await backups.create(request.body.withRecordings, OPERATOR)),
  );

  app.put(
    '/api/backups/place',
    { schema: { body: backupPlace, response: { 200: backupList } } },
    async (request) => {
      await backups.choosePlace(request.body.folder, OPERATOR);
      return backups.list();
    },
  );

  app.get('/api/backups/:name/file', { schema: { params } }, async ({ params: { name } }, reply) => {
    const { stream, sizeBytes } = await backups.fetch(name, OPERATOR);
    return reply
      .type('application/gzip')
      .header('content-length', sizeBytes)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(stream);
  });

  app.delete(
    '/api/backups/:name',
    { schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await backups.delete(request.params.name, OPERATOR);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/backups/:name/check',
    { schema: { params, response: { 202: task } } },
    async (request, reply) => reply.code(202).send(await backups.check(request.params.name)),
  );

  app.get(
    '/api/backups/:name/check',
    { schema: { params, response: { 200: restoreCheck } } },
    async (request) => backups.checked(request.params.name),
  );

  app.post(
    '/api/backups/:name/restore',
    { schema: { params, response: { 202: task } } },
    async (request, reply) => reply.code(202).send(await backups.restore(request.params.name, OPERATOR)),
  );

  app.post('/api/aside/switch-back', { schema: { response: { 202: task } } }, async (_request, reply) =>
    reply.code(202).send(await backups.switchBack(OPERATOR)),
  );

  app.delete('/api/aside', { schema: { response: { 204: z.null() } } }, async (_request, reply) => {
    await backups.dropAside(OPERATOR);
    return reply.code(204).send(null);
  });
}
