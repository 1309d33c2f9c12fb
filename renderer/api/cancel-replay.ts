import { useMutation } from '@tanstack/react-query';
import { command } from './client.ts';

const cancelReplay = (id: string) => command('DELETE', `/api/replays/${encodeURIComponent(id)}`);

/** Stops a replay; the answers it has stay. That it has stopped comes as an event. */
export function useCancelReplay() {
  return useMutation({ mutationFn: cancelReplay });
}
