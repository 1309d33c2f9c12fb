import { useQuery } from '@tanstack/react-query';
import { tenantStanding } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTenantStanding = () => request('GET', '/api/tenants/standing', tenantStanding);

/** Calls of this month, last call and open messages of every tenant. */
export function useTenantStanding() {
  return useQuery({ queryKey: keys.tenantStanding, queryFn: getTenantStanding });
}
