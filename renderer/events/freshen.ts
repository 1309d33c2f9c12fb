import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';

/** Queries that are asked once more when their first answer is here. */
const again = new WeakSet<Query>();

/**
 * Marks these answers as stale and fetches those that are shown. One that is on its way, for the first time or for a page
 * that was left meanwhile, may have been made before what happened now: it is kept when it comes, and asked for once more.
 */
export function freshen(client: QueryClient, queryKey: QueryKey = []): void {
  for (const query of client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
    if ((query.state.data !== undefined && query.isActive()) || again.has(query)) continue;
    again.add(query);
    const askAgain = (): void => {
      again.delete(query);
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    };
    void query.fetch().then(askAgain, askAgain);
  }
  void client.invalidateQueries({ queryKey });
}
