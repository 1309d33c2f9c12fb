import { useInfiniteQuery } from '@tanstack/react-query';
import { callPage } from '../../server/contracts/call.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const PAGE = 40;

function getCalls(tenantId: number | null, cursor: string | null) {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (tenantId !== null) query.set('tenantId', String(tenantId));
  if (cursor !== null) query.set('cursor', cursor);
  return request('GET', `/api/calls?${query}`, callPage);
}

/** Calls, newest first, page by page; of one tenant or of all. */
export function useCalls(tenantId: number | null) {
  return useInfiniteQuery({
    queryKey: keys.callList(tenantId),
    queryFn: ({ pageParam }) => getCalls(tenantId, pageParam),
    // The first page has no cursor; its type is that of all the others.
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
