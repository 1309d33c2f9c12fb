import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const publishDraft = (tenantId: number) =>
  request('POST', `/api/tenants/${tenantId}/draft/publish`, tenantView);

/** Makes the draft what callers meet: a new version of the tenant. */
export function usePublishDraft(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => publishDraft(tenantId),
    onSuccess: async (tenant) => {
      await client.invalidateQueries({ queryKey: keys.tenant(tenantId) });
      client.setQueryData(keys.tenant(tenantId), tenant);
      await client.invalidateQueries({ queryKey: keys.tenants });
    },
  });
}
