import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { callPage } from '../../server/contracts/history.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const LIMIT = 20;

/** The latest calls; with `digits` those of callers in whose number they occur. */
export function useFoundCalls(digits: string | null, enabled: boolean) {
  const query = new URLSearchParams({ limit: String(LIMIT), ...(digits !== null && { caller: digits }) });
  return useQuery({
    queryKey: [...keys.callLists, 'found', digits],
    queryFn: () => request('GET', `/api/calls?${query}`, callPage),
    placeholderData: keepPreviousData,
    enabled,
  });
}
