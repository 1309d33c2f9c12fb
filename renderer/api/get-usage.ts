import { useQuery } from '@tanstack/react-query';
import { usageAnswer } from '../../server/contracts/usage.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getUsage = () => request('GET', '/api/usage', usageAnswer);

/** Totals of the current month (UTC), a row for each tenant. */
export function useUsage() {
  return useQuery({ queryKey: keys.usage, queryFn: getUsage });
}
