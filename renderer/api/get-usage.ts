import { useQuery } from '@tanstack/react-query';
import { usageAnswer } from '../../server/contracts/usage.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getUsage = (month: string | null) =>
  request('GET', month === null ? '/api/usage' : `/api/usage?month=${month}`, usageAnswer);

/** Totals of a month (UTC), a row for each tenant; of the current one where none is named. */
export function useUsage(month: string | null = null) {
  return useQuery({ queryKey: keys.usageOf(month), queryFn: () => getUsage(month) });
}
