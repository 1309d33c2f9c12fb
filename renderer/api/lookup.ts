import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import { lookupAnswer, type lookupRequest } from '../../server/contracts/call.ts';
import { request } from './client.ts';

export type LookupAnswer = z.infer<typeof lookupAnswer>;

const lookup = (body: z.infer<typeof lookupRequest>) => request('POST', '/api/lookup', lookupAnswer, body);

/** Asks which tenant would answer a call, and with what TwiML, without making one. */
export function useLookup() {
  return useMutation({ mutationFn: lookup });
}
