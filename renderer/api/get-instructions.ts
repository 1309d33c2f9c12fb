import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { instructionsView } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getInstructions = (id: number, caller: string) =>
  request('GET', `/api/tenants/${id}/instructions?caller=${encodeURIComponent(caller)}`, instructionsView);

/** What the model would get if `caller` (as the carrier would give it) rang now. */
export function useInstructions(id: number, caller: string) {
  return useQuery({
    queryKey: keys.instructions(id, caller),
    queryFn: () => getInstructions(id, caller),
    placeholderData: keepPreviousData,
  });
}
