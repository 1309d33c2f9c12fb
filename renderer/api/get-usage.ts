import { useQuery } from '@tanstack/react-query';
import { usageAnswer } from '../../server/contracts/usage.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getUsage = (month: string) => request('GET', `/api/usage?month=${month}`, usageAnswer);

/** Totals of a month by the time zone of each tenant, a row for each. */
export function useUsage(month: string) {
  return useQuery({ queryKey: keys.usageOf(month), queryFn: () => getUsage(month) });
}
