import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

interface Delivery {
  messageId: string;
  id: string;
}

const dismissDelivery = ({ messageId, id }: Delivery) =>
  command(
    'POST',
    `/api/messages/${encodeURIComponent(messageId)}/deliveries/${encodeURIComponent(id)}/dismiss`,
  );

/** Takes what was not delivered out of the list; it is not tried again by itself. */
export function useDismissDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: dismissDelivery,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.messages }),
  });
}
