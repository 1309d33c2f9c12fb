import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';

type Listener = () => void;
const listeners = new Set<Listener>();
let ended = false;

function noteError(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 401 || ended) return;
  ended = true;
  for (const listener of listeners) listener();
}

/** Whether the server has refused this page's session; for `useSyncExternalStore`. */
export const sessionEnded = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => ended,
};

/**
 * Answers stay fresh until an event says otherwise, so nothing polls. Only requests that got no answer, or were on their way
 * when something happened, are repeated by themselves. The server is on this computer, so a browser that is offline asks it
 * all the same.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noteError }),
    mutationCache: new MutationCache({ onError: noteError }),
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === 0,
      },
    },
  });
}
