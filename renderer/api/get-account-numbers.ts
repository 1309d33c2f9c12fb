import { useQuery } from '@tanstack/react-query';
import { accountNumbers } from '../../server/contracts/numbers.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getAccountNumbers = () => request('GET', '/api/numbers/account', accountNumbers);

/** The numbers of the carrier's account, read from the carrier each time the page is opened. */
export function useAccountNumbers() {
  return useQuery({ queryKey: keys.accountNumbers, queryFn: getAccountNumbers, staleTime: 0 });
}
