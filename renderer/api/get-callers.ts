import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { callerMemory } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getCallers = (id: number) => request('GET', `/api/tenants/${id}/callers`, z.array(callerMemory));

export function useCallers(id: number) {
  return useQuery({ queryKey: keys.callers(id), queryFn: () => getCallers(id) });
}
