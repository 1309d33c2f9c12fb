import { useInfiniteQuery } from '@tanstack/react-query';
import { auditPage } from '../../server/contracts/audit.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

/** Entries of the audit log, newest first, page by page; from one sequence back where `start` is given. */
export function useAudit(filter: string, start: number | null) {
  return useInfiniteQuery({
    queryKey: keys.auditOf(`${filter} ${start}`),
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams(filter);
      if (pageParam !== null) query.set('cursor', String(pageParam));
      return request('GET', `/api/audit?${query}`, auditPage);
    },
    initialPageParam: start,
    getNextPageParam: (page) => page.nextCursor,
  });
}
