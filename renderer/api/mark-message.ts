import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inboxMessage } from '../../server/contracts/message.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Mark {
  id: string;
  done: boolean;
}

const markMessage = ({ id, done }: Mark) =>
  request('PATCH', `/api/messages/${encodeURIComponent(id)}`, inboxMessage, { done });

/** Notes that a message is done, or not done after all. */
export function useMarkMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: markMessage,
    onSuccess: async (message) => {
      client.setQueryData(keys.message(message.id), message);
      await client.invalidateQueries({ queryKey: keys.messages });
    },
  });
}
