import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

/** Where the sound of a call is played from. */
export const recordingUrl = (callSid: string) => `/api/calls/${encodeURIComponent(callSid)}/recording`;
/** The same as a file to keep, which the audit log tells. */
export const recordingFileUrl = (callSid: string) => `${recordingUrl(callSid)}?download=1`;

export function useDeleteRecording(callSid: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => command('DELETE', recordingUrl(callSid)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.call(callSid) }),
  });
}
