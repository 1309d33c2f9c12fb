import { useMutation } from '@tanstack/react-query';
import { transferImportReport } from '../../server/contracts/transfer.ts';
import { request } from './client.ts';

const readOldRules = (id: number, rules: string) =>
  request('POST', `/api/tenants/${id}/transfers/import`, transferImportReport, { rules, dryRun: true });

/** What would become of transfer rules of the old system; nothing is saved. */
export function useReadOldRules(id: number) {
  return useMutation({ mutationFn: (rules: string) => readOldRules(id, rules) });
}
