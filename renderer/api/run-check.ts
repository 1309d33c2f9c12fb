import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Check, type CheckService, check } from '../../server/contracts/check.ts';
import { withCheck } from '../events/apply-event.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const runCheck = (service: CheckService) => request('POST', `/api/checks/${service}`, check);

/** Tries a service with real requests. */
export function useRunCheck(service: CheckService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => runCheck(service),
    onSuccess: (done) => client.setQueryData<Check[]>(keys.checks, (checks) => withCheck(checks ?? [], done)),
  });
}
