import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { type CallerDigest, callerPage } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';
import { pagesOf, type Stretch } from './stretch.ts';

/** Callers that are fetched together. */
const PAGE = 50;

const options = (tenantId: number, text: string, page: number) => ({
  queryKey: keys.callerList(tenantId, text, page),
  queryFn: () => {
    const query = new URLSearchParams({ text, limit: String(PAGE), offset: String(page * PAGE) });
    return request('GET', `/api/tenants/${tenantId}/callers/list?${query}`, callerPage);
  },
});

/** How many callers fit, of how many. */
export function useCallers(tenantId: number, text: string) {
  return useQuery({ ...options(tenantId, text, 0), placeholderData: keepPreviousData });
}

/** Fetches the callers of one stretch of the list, the latest call first, and nothing of what lies outside it. */
export function useCallersBetween(tenantId: number, text: string, stretch: Stretch) {
  const held = pagesOf(stretch, PAGE);
  const results = useQueries({ queries: held.map((page) => options(tenantId, text, page)) });
  const failed = results.find(({ error, data }) => error !== null && data === undefined);
  return {
    /** `undefined` while it is not there yet. */
    callerAt: (index: number): CallerDigest | undefined =>
      results[held.indexOf(Math.floor(index / PAGE))]?.data?.callers[index % PAGE],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
