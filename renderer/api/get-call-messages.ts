import { useQuery } from '@tanstack/react-query';
import { inboxPage } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getCallMessages = async (callSid: string) => {
  const query = new URLSearchParams({ callSid, state: 'all' });
  return (await request('GET', `/api/messages?${query}`, inboxPage)).messages;
};

/** What was left in one call, as it lies in the inbox. */
export function useCallMessages(callSid: string) {
  return useQuery({ queryKey: keys.callMessages(callSid), queryFn: () => getCallMessages(callSid) });
}
