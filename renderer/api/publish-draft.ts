import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { tenantChanged } from './tenant-changed.ts';

const publishDraft = (tenantId: number) =>
  request('POST', `/api/tenants/${tenantId}/draft/publish`, tenantView);

/** Makes the draft what callers meet: a new version of the tenant. */
export function usePublishDraft(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => publishDraft(tenantId),
    onSuccess: (tenant) => tenantChanged(client, tenant),
  });
}
