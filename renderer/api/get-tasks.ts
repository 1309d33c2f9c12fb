import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { type Task, task } from '../../server/contracts/task.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** One task as it stands; events keep it up to date. `undefined` while it is not known, or not any more. */
export function useTask(id: string | null): Task | undefined {
  const { data } = useQuery({
    queryKey: keys.tasks,
    queryFn: () => request('GET', '/api/tasks', z.array(task)),
    enabled: id !== null,
  });
  return data?.find((one) => one.id === id);
}
