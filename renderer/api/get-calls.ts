import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { type CallPage, callPage } from '../../server/contracts/history.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';
import { pagesOf, type Stretch } from './stretch.ts';

/** Calls that are fetched together. */
const PAGE = 50;

const options = (query: string, page: number) => ({
  queryKey: keys.callList(query, page),
  queryFn: () => {
    const params = new URLSearchParams(query);
    params.set('limit', String(PAGE));
    params.set('offset', String(page * PAGE));
    return request('GET', `/api/calls?${params}`, callPage);
  },
});

/** The newest calls that fit, and how many there are. `query` is as the server takes it, `text=pipe&tenantId=1`. */
export function useNewestCalls(query: string) {
  return useQuery({ ...options(query, 0), placeholderData: keepPreviousData });
}

/** The call and the hit at a place of the list, newest first; `undefined` while it is not there yet. */
type CallAt = (
  index: number,
) => { call: CallPage['calls'][number]; hit: CallPage['hits'][number] | undefined } | undefined;

/** Fetches the calls of one stretch of the list, and nothing of what lies outside it. */
export function useCallsBetween(query: string, stretch: Stretch) {
  const held = pagesOf(stretch, PAGE);
  const results = useQueries({ queries: held.map((page) => options(query, page)) });
  const callAt: CallAt = (index) => {
    const data = results[held.indexOf(Math.floor(index / PAGE))]?.data;
    const call = data?.calls[index % PAGE];
    return call && { call, hit: data?.hits.find(({ callSid }) => callSid === call.callSid) };
  };
  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  return { callAt, error: failed?.error ?? null, retry: () => void failed?.refetch() };
}
