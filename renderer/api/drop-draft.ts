import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { keys } from './keys.ts';

const dropDraft = (tenantId: number) => command('DELETE', `/api/tenants/${tenantId}/draft`);

/** Throws the draft of a tenant's agent away; what is published stays. */
export function useDropDraft(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => dropDraft(tenantId),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.draft(tenantId) }),
  });
}
