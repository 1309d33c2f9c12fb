import { useQuery } from '@tanstack/react-query';
import { checkList } from '../../server/contracts/check.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getChecks = async () => (await request('GET', '/api/checks', checkList)).checks;

/** The latest check of each service; events tell how far one has come. */
export function useChecks() {
  return useQuery({ queryKey: keys.checks, queryFn: getChecks });
}
