import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

interface Delivery {
  messageId: string;
  id: string;
}

const retryDelivery = ({ messageId, id }: Delivery) =>
  command(
    'POST',
    `/api/messages/${encodeURIComponent(messageId)}/deliveries/${encodeURIComponent(id)}/retry`,
  );

/** Sends once more what was not delivered. What becomes of it comes as an event. */
export function useRetryDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: retryDelivery,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.messages }),
  });
}
