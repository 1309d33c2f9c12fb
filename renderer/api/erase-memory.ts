import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

const eraseMemory = (namespace: string) => command('DELETE', `/api/memory/${namespace}`);

export function useEraseMemory(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: eraseMemory,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.callers(tenantId) }),
  });
}
