import { skipToken, useQuery } from '@tanstack/react-query';
import { replay } from '../../server/contracts/rehearsal.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getReplay = (id: string) => request('GET', `/api/replays/${encodeURIComponent(id)}`, replay);

/** A replay as far as it has come; nothing is asked for while there is no `id`. */
export function useReplay(id: string | null) {
  return useQuery({
    queryKey: keys.replay(id),
    queryFn: id === null ? skipToken : () => getReplay(id),
  });
}
