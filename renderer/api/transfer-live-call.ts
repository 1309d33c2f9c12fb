import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { liveTransferRequest } from '../../server/contracts/live.ts';
import { command } from './client.ts';

/** Puts the caller of a live call through to one of its destinations. How it goes comes as events. */
export function useTransferLiveCall(callSid: string) {
  return useMutation({
    mutationFn: (request: z.infer<typeof liveTransferRequest>) =>
      command('POST', `/api/calls/${encodeURIComponent(callSid)}/transfer`, request),
  });
}
