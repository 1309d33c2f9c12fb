import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { type Task, task } from '../../server/contracts/task.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const tasksQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: keys.tasks,
    async queryFn() {
      const listed = await request('GET', '/api/tasks', z.array(task));
      // What ended while the list was under way does not begin anew.
      const ended = client.getQueryData<Task[]>(keys.tasks)?.filter(({ state }) => state !== 'running') ?? [];
      return listed.map((one) => ended.find((other) => other.id === one.id) ?? one);
    },
  });

/** One task as it stands; events keep it up to date. `undefined` while it is not known, or not any more. */
export function useTask(id: string | null): Task | undefined {
  const client = useQueryClient();
  const { data } = useQuery({ ...tasksQuery(client), enabled: id !== null });
  return data?.find((one) => one.id === id);
}

/**
 * The id of the latest task on a subject that is at work, or was when this was first shown: begun elsewhere, or before this
 * page was opened. With it the way to name one that was begun here, which may have ended already; `null` lets it go.
 */
export function useTaskOn(subject: string | null): [string | null, (id: string | null) => void] {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const { data } = useQuery(tasksQuery(client));
  const running = data?.find((one) => subject !== null && one.subject === subject && one.state === 'running');
  if (running && running.id !== id) setId(running.id);
  return [id, setId];
}

/** Asks whether the server knows a task; one that has started again since knows none from before. */
export async function isTaskKnown(client: QueryClient, id: string): Promise<boolean> {
  const tasks = await client.fetchQuery({ ...tasksQuery(client), staleTime: 0 });
  return tasks.some((one) => one.id === id);
}
