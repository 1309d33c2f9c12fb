import { useInfiniteQuery } from '@tanstack/react-query';
import { type InboxQuery, inboxPage } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const PAGE = 40;

function getMessages(tenantId: number | null, state: InboxQuery['state'], cursor: string | null) {
  const query = new URLSearchParams({ limit: String(PAGE), state });
  if (tenantId !== null) query.set('tenantId', String(tenantId));
  if (cursor !== null) query.set('cursor', cursor);
  return request('GET', `/api/messages?${query}`, inboxPage);
}

/** Messages, newest first, page by page; of one tenant or of all. */
export function useMessages(tenantId: number | null, state: InboxQuery['state']) {
  return useInfiniteQuery({
    queryKey: keys.messageList(tenantId, state),
    queryFn: ({ pageParam }) => getMessages(tenantId, state, pageParam),
    // The first page has no cursor; its type is that of all the others.
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
