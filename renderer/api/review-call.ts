import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callRecord } from '../../server/contracts/call.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** Notes that what is flagged in a call has been looked at, or not after all. */
export function useReviewCall(callSid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reviewed: boolean) =>
      request('PATCH', `/api/calls/${encodeURIComponent(callSid)}`, callRecord, { reviewed }),
    onSuccess: (record) => client.setQueryData(keys.call(callSid), record),
  });
}
