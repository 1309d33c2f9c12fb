import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { erasureReceipt } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getErasures = (id: number) => request('GET', `/api/tenants/${id}/erasures`, z.array(erasureReceipt));

/** The receipts of all callers whom this tenant was made to forget, newest first. */
export function useErasures(id: number) {
  return useQuery({ queryKey: keys.erasures(id), queryFn: () => getErasures(id) });
}
