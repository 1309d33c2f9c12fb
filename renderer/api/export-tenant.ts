import { useMutation, useQueryClient } from '@tanstack/react-query';
import { bundleStarted } from '../../server/contracts/bundle.ts';
import { rememberTask } from './begin-task.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Exporting {
  tenantId: number;
  passphrase: string;
  withRecordings: boolean;
}

/** Begins to write a tenant into an encrypted file. */
export function useExportTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ tenantId, ...body }: Exporting) =>
      request('POST', `/api/tenants/${tenantId}/bundle`, bundleStarted, body),
    onSuccess({ task }) {
      rememberTask(client, task);
      void client.invalidateQueries({ queryKey: keys.bundles });
    },
  });
}
