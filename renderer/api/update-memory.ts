import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallerMemory, callerMemory, type MemoryPatch } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Change {
  namespace: string;
  patch: MemoryPatch;
}

const updateMemory = ({ namespace, patch }: Change) =>
  request('PATCH', `/api/memory/${namespace}`, callerMemory, patch);

export function useUpdateMemory(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateMemory,
    onSuccess: (memory) => {
      client.setQueryData<CallerMemory>(keys.caller(tenantId, memory.caller.slice(1)), memory);
    },
  });
}
