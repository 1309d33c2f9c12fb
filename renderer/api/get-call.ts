import { useQuery } from '@tanstack/react-query';
import { callRecord } from '../../server/contracts/call.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getCall = (callSid: string) => request('GET', `/api/calls/${encodeURIComponent(callSid)}`, callRecord);

export function useCall(callSid: string) {
  return useQuery({ queryKey: keys.call(callSid), queryFn: () => getCall(callSid) });
}
