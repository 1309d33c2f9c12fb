import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { trends } from '../../server/contracts/home.ts';
import { viewerZone } from '../ui/zones.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTrends = async (days: number, tenantId: number | null) => {
  const query = new URLSearchParams({ days: String(days), timeZone: viewerZone() });
  if (tenantId !== null) query.set('tenantId', String(tenantId));
  return (await request('GET', `/api/trends?${query}`, trends)).days;
};

/** What calls came to, day by day; those of the range before stay until others have come. */
export function useTrends(days: number, tenantId: number | null) {
  return useQuery({
    queryKey: keys.trendsOf(days, tenantId),
    queryFn: () => getTrends(days, tenantId),
    placeholderData: keepPreviousData,
  });
}
