import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { trends } from '../../server/contracts/home.ts';
import { useMinute } from '../platform/use-now.ts';
import { dateIn, viewerZone } from '../ui/zones.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTrends = async (days: number, tenantId: number | null) => {
  const query = new URLSearchParams({ days: String(days), timeZone: viewerZone() });
  if (tenantId !== null) query.set('tenantId', String(tenantId));
  return (await request('GET', `/api/trends?${query}`, trends)).days;
};

/** What calls came to, day by day up to the viewer's today; those of the range or day before stay until others have come. */
export function useTrends(days: number, tenantId: number | null) {
  return useQuery({
    queryKey: keys.trendsOf(dateIn(useMinute()), days, tenantId),
    queryFn: () => getTrends(days, tenantId),
    placeholderData: keepPreviousData,
  });
}
