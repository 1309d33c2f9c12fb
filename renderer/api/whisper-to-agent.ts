import { useMutation } from '@tanstack/react-query';
import { command } from './client.ts';

/** Tells the agent of a live call a line that the caller does not hear. That it was told comes as an event. */
export function useWhisperToAgent(callSid: string) {
  return useMutation({
    mutationFn: (text: string) =>
      command('POST', `/api/calls/${encodeURIComponent(callSid)}/whisper`, { text }),
  });
}
