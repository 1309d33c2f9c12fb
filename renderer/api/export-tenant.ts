import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { bundleStarted } from '../../server/contracts/bundle.ts';
import { task } from '../../server/contracts/task.ts';
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
    async mutationFn({ tenantId, ...body }: Exporting) {
      const started = await request('POST', `/api/tenants/${tenantId}/bundle`, bundleStarted, body);
      client.setQueryData(keys.tasks, await request('GET', '/api/tasks', z.array(task)));
      return started;
    },
  });
}
