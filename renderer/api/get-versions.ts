import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { tenantVersionView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getVersions = (id: number) => request('GET', `/api/tenants/${id}/versions`, z.array(tenantVersionView));

export function useVersions(id: number) {
  return useQuery({ queryKey: keys.versions(id), queryFn: () => getVersions(id) });
}
