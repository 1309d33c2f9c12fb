import { useMutation, useQueryClient } from '@tanstack/react-query';
import { erasureReceipt } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const forgetCaller = (namespace: string) =>
  request('POST', `/api/memory/${namespace}/forget`, erasureReceipt);

export function useForgetCaller(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: forgetCaller,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.callers(tenantId) });
      await client.invalidateQueries({ queryKey: keys.erasures(tenantId) });
      await client.invalidateQueries({ queryKey: keys.calls });
    },
  });
}
