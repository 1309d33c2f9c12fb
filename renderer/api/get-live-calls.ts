import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { liveCalls } from '../../server/contracts/panel.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export type LiveCall = z.infer<typeof liveCalls>['calls'][number];

const getLiveCalls = async () => (await request('GET', '/api/live-calls', liveCalls)).calls;

/** Calls in progress as they stood when the page last asked; `useLiveCalls` adds what has happened since. */
export function useLiveCallSnapshot() {
  return useQuery({ queryKey: keys.liveCalls, queryFn: getLiveCalls });
}
