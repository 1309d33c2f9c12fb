import { useQuery } from '@tanstack/react-query';
import { inboxMessage } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getMessage = (id: string) => request('GET', `/api/messages/${encodeURIComponent(id)}`, inboxMessage);

/** One message, whole. */
export function useMessage(id: string) {
  return useQuery({ queryKey: keys.message(id), queryFn: () => getMessage(id) });
}
