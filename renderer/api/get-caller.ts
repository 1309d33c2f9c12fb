import { skipToken, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { callerMemory } from '../../server/contracts/memory.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

async function getCaller(tenantId: number, digits: string) {
  const query = new URLSearchParams({ caller: digits });
  const found = await request('GET', `/api/tenants/${tenantId}/callers?${query}`, z.array(callerMemory));
  return found[0] ?? null;
}

/** All that is remembered of one caller; `null` where that is nothing. `digits` of the number, `null` while nobody is looked at. */
export function useCaller(tenantId: number, digits: string | null) {
  return useQuery({
    queryKey: keys.caller(tenantId, digits),
    queryFn: digits === null ? skipToken : () => getCaller(tenantId, digits),
  });
}
