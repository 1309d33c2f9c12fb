import { useQuery } from '@tanstack/react-query';
import { usageStanding } from '../../server/contracts/usage.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getUsageStanding = () => request('GET', '/api/usage/standing', usageStanding);

/** How much of each limit is used. Limits change elsewhere and calls go on, so it is asked for at every visit. */
export function useUsageStanding() {
  return useQuery({ queryKey: keys.usageStanding, queryFn: getUsageStanding, refetchOnMount: 'always' });
}
