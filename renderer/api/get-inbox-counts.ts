import { useQuery } from '@tanstack/react-query';
import { inboxPage } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getInboxCounts = async () => {
  const { open, undelivered } = await request('GET', '/api/messages?limit=1', inboxPage);
  return { open, undelivered };
};

/** How many messages of all tenants are still to be done, and how many were not delivered. */
export function useInboxCounts() {
  return useQuery({ queryKey: keys.messageCounts, queryFn: getInboxCounts });
}
