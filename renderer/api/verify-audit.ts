import { useMutation } from '@tanstack/react-query';
import { auditVerification } from '../../server/contracts/audit.ts';
import { request } from './client.ts';

/** Follows the chain of the audit log from its first entry. */
export function useVerifyAudit() {
  return useMutation({ mutationFn: () => request('GET', '/api/audit/verify', auditVerification) });
}
