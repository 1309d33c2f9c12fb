import { useQuery } from '@tanstack/react-query';
import { liveCalls } from '../../server/contracts/live.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getLiveCalls = async () => (await request('GET', '/api/live-calls', liveCalls)).calls;

/** Calls in progress as they stood when the page last asked; `useLiveCalls` adds what has happened since. */
export function useLiveCallSnapshot() {
  return useQuery({ queryKey: keys.liveCalls, queryFn: getLiveCalls });
}
