import { useQuery } from '@tanstack/react-query';
import { knowledgeGaps } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getGaps = (id: number) => request('GET', `/api/tenants/${id}/gaps`, knowledgeGaps);

/** Questions that could not be answered. They come up in calls, so they are asked for at every visit. */
export function useGaps(id: number) {
  return useQuery({ queryKey: keys.gaps(id), queryFn: () => getGaps(id), refetchOnMount: 'always' });
}
