import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { liveCalls } from '../../server/contracts/panel.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export type LiveCall = z.infer<typeof liveCalls>['calls'][number];

const getLiveCalls = async () => (await request('GET', '/api/live-calls', liveCalls)).calls;

/** No event tells of cost, flags and transfers while a call goes on. */
const ASKED_AGAIN_MS = 3_000;

/** Calls in progress as they stood when the page last asked; `useLiveCalls` adds what has happened since. */
export function useLiveCallSnapshot() {
  return useQuery({
    queryKey: keys.liveCalls,
    queryFn: getLiveCalls,
    refetchInterval: ({ state }) => (state.data?.length ? ASKED_AGAIN_MS : false),
  });
}
