import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tenantView } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const restoreVersion = (id: number, version: number) =>
  request('POST', `/api/tenants/${id}/versions/${version}/restore`, tenantView);

/** Makes a tenant what it was in an earlier version; that is a new version itself. */
export function useRestoreVersion(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => restoreVersion(id, version),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.tenant(id) }),
        client.invalidateQueries({ queryKey: keys.tenants }),
      ]);
    },
  });
}
