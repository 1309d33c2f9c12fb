import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { instructionsView } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getInstructions = (id: number, caller: string | null) =>
  request(
    'GET',
    `/api/tenants/${id}/instructions${caller === null ? '' : `?caller=${encodeURIComponent(caller)}`}`,
    instructionsView,
  );

/** What the model would get if `caller` (E.164; `null`: somebody unknown) rang now. */
export function useInstructions(id: number, caller: string | null) {
  return useQuery({
    queryKey: keys.instructions(id, caller),
    queryFn: () => getInstructions(id, caller),
    placeholderData: keepPreviousData,
  });
}
