import { useQuery } from '@tanstack/react-query';
import { knowledgeHits } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const searchKnowledge = (id: number, query: string) =>
  request('GET', `/api/tenants/${id}/knowledge/search?${new URLSearchParams({ query })}`, knowledgeHits);

/** What the agent would find; nothing is asked for an empty query. */
export function useKnowledgeSearch(id: number, query: string) {
  return useQuery({
    queryKey: keys.knowledgeSearch(id, query),
    queryFn: () => searchKnowledge(id, query),
    enabled: query !== '',
  });
}
