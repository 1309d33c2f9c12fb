import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Task, task } from '../../server/contracts/task.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Beginning {
  path: string;
  body?: unknown;
}

/** Keeps a task that was begun, unless an event came first and knows more. */
export function rememberTask(client: QueryClient, begun: Task): void {
  client.setQueryData<Task[]>(keys.tasks, (tasks = []) =>
    tasks.some(({ id }) => id === begun.id) ? tasks : [begun, ...tasks],
  );
}

/** Begins something that takes a while. Resolves with its task, which is in the cache then. */
export function useBeginTask() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Beginning) => request('POST', path, task, body),
    onSuccess: (begun) => rememberTask(client, begun),
  });
}
