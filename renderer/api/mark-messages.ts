import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inboxMarked } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Marks {
  ids: readonly string[];
  done: boolean;
}

const markMessages = (marks: Marks) => request('POST', '/api/messages/marks', inboxMarked, marks);

/** Notes of many messages that they are done, or not done after all. */
export function useMarkMessages() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: markMessages,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.messages }),
  });
}
