import type { z } from 'zod';
import { type practiceCallRequest, practiceCallStarted } from '../../server/contracts/call.ts';
import { request } from './client.ts';

export type PracticeCallRequest = z.infer<typeof practiceCallRequest>;

/** Rings a tenant's agent from the practice line. Resolves with the call's SID. */
export async function startPracticeCall(body: PracticeCallRequest): Promise<string> {
  return (await request('POST', '/api/practice-calls', practiceCallStarted, body)).callSid;
}
