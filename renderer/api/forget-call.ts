import { useMutation, useQueryClient } from '@tanstack/react-query';
import { erasureReceipt } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** Has everything of one call erased but what billing needs. Resolves with the receipt. */
export function useForgetCall(callSid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', `/api/calls/${encodeURIComponent(callSid)}/forget`, erasureReceipt),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.call(callSid) }),
  });
}
