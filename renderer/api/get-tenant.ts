import { useQuery } from '@tanstack/react-query';
import { tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTenant = (id: number) => request('GET', `/api/tenants/${id}`, tenantView);

/** One tenant, also for asking outside of a component. */
export const tenantQuery = (id: number) => ({ queryKey: keys.tenant(id), queryFn: () => getTenant(id) });

export function useTenant(id: number) {
  return useQuery(tenantQuery(id));
}
