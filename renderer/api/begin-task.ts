import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Task, task } from '../../server/contracts/task.ts';
import { withTask } from '../events/apply-event.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Beginning {
  path: string;
  body?: unknown;
}

/** Begins something that takes a while. Resolves with its task, which is in the cache then. */
export function useBeginTask() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Beginning) => request('POST', path, task, body),
    onSuccess: (begun) =>
      client.setQueryData<Task[]>(keys.tasks, (tasks = []) =>
        // An event may have come first, and know more.
        tasks.some(({ id }) => id === begun.id) ? tasks : withTask(tasks, begun),
      ),
  });
}
