import { useQuery } from '@tanstack/react-query';
import { knowledgeList } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getKnowledge = (id: number) => request('GET', `/api/tenants/${id}/knowledge`, knowledgeList);

export function useKnowledge(id: number) {
  return useQuery({ queryKey: keys.knowledge(id), queryFn: () => getKnowledge(id) });
}
