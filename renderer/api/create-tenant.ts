import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type TenantCreate, tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const createTenant = (body: TenantCreate) => request('POST', '/api/tenants', tenantView, body);

export function useCreateTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createTenant,
    onSuccess: async (tenant) => {
      client.setQueryData(keys.tenant(tenant.id), tenant);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.tenants }),
        client.invalidateQueries({ queryKey: keys.status }),
      ]);
    },
  });
}
