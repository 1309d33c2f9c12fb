import { useMutation, useQueryClient } from '@tanstack/react-query';
import { transferImportReport } from '../../server/contracts/transfer.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

interface Import {
  /** The old system's rules, as a JSON text. */
  rules: string;
  /** Only says what would happen. */
  dryRun: boolean;
}

const importTransfers = (id: number, body: Import) =>
  request('POST', `/api/tenants/${id}/transfers/import`, transferImportReport, body);

/** Takes over transfer rules of the old system. */
export function useImportTransfers(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Import) => importTransfers(id, body),
    onSuccess: (_, { dryRun }) =>
      dryRun ? undefined : client.invalidateQueries({ queryKey: keys.tenant(id) }),
  });
}
