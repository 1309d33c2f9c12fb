import { useMutation } from '@tanstack/react-query';
import { command } from './client.ts';

export const hangUpCall = (callSid: string) =>
  command('POST', `/api/calls/${encodeURIComponent(callSid)}/hang-up`);

/** Ends a live call. That it has ended comes as an event. */
export function useHangUpCall() {
  return useMutation({ mutationFn: hangUpCall });
}
