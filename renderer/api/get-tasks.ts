import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type Task, task } from '../../server/contracts/task.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** One task as it stands; events keep it up to date. `undefined` while it is not known, or not any more. */
export function useTask(id: string | null): Task | undefined {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: keys.tasks,
    async queryFn() {
      const listed = await request('GET', '/api/tasks', z.array(task));
      // What ended while the list was under way does not begin anew.
      const ended = client.getQueryData<Task[]>(keys.tasks)?.filter(({ state }) => state !== 'running') ?? [];
      return listed.map((one) => ended.find((other) => other.id === one.id) ?? one);
    },
    enabled: id !== null,
  });
  return data?.find((one) => one.id === id);
}
