import { useMutation, useQueryClient } from '@tanstack/react-query';
import { alert } from '../../server/contracts/events.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const dismissAlert = (id: string) => request('POST', `/api/alerts/${encodeURIComponent(id)}/dismiss`, alert);

/** Ends an alert of which nothing else tells that it is over. */
export function useDismissAlert() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: dismissAlert,
    onSettled: () => client.invalidateQueries({ queryKey: keys.alerts }),
  });
}
