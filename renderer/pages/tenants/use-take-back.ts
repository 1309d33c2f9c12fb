import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { tenantQuery } from '../../api/get-tenant.ts';
import { useRestoreVersion } from '../../api/restore-version.ts';

interface Versions {
  /** The version to go back to. */
  to: number;
  /** The version that the change made. */
  from: number;
}

/** Undoes a change of a tenant, unless it was changed again meanwhile: that would be undone with it. */
export function useTakeBack(tenantId: number) {
  const client = useQueryClient();
  const { mutateAsync: restore } = useRestoreVersion(tenantId);
  return useCallback(
    async ({ to, from }: Versions) => {
      const now = await client.fetchQuery({ ...tenantQuery(tenantId), staleTime: 0 });
      if (now.version !== from)
        throw new Error('It was changed again meanwhile. Choose what to go back to under Versions.');
      await restore(to);
    },
    [client, restore, tenantId],
  );
}
