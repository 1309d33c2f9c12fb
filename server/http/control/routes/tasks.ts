import { z } from 'zod';
import { task } from '../../../contracts/task.ts';
import type { ControlApp, ControlParts } from '../parts.ts';

/** What takes a while: how far it is. */
export function taskRoutes(app: ControlApp, { tasks }: ControlParts): void {
  app.get('/api/tasks', { schema: { response: { 200: z.array(task) } } }, async () => tasks.list());

  app.get(
    '/api/tasks/:id',
    { schema: { params: z.object({ id: z.string().max(64) }), response: { 200: task } } },
    async ({ params }) => tasks.get(params.id),
  );
}
