import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type TenantPatch, tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { tenantChanged } from './tenant-changed.ts';

const updateTenant = (id: number, patch: TenantPatch) =>
  request('PATCH', `/api/tenants/${id}`, tenantView, patch);

/** Saves a change of one tenant; what depends on it is fetched anew. */
export function useUpdateTenant(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: TenantPatch) => updateTenant(id, patch),
    onSuccess: (tenant) => tenantChanged(client, tenant),
  });
}
