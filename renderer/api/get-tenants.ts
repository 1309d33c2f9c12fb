import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getTenants = () => request('GET', '/api/tenants', z.array(tenantView));

export function useTenants() {
  return useQuery({ queryKey: keys.tenants, queryFn: getTenants });
}
