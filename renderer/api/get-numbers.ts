import { useQuery } from '@tanstack/react-query';
import { numberList } from '../../server/contracts/numbers.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getNumbers = () => request('GET', '/api/numbers', numberList);

/** The numbers of all tenants. */
export function useNumbers() {
  return useQuery({ queryKey: keys.numbers, queryFn: getNumbers });
}
