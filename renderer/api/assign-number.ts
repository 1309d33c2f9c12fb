import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type NumberAssignment, numberAssigned } from '../../server/contracts/numbers.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const assignNumber = (assignment: NumberAssignment) =>
  request('POST', '/api/numbers/assign', numberAssigned, assignment);

/** Gives a number to a tenant, or to nobody; says who had it. */
export function useAssignNumber() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: assignNumber,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.numbers });
      await client.invalidateQueries({ queryKey: keys.tenants });
    },
  });
}
