import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KnowledgeCreate, knowledgeItem } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { knowledgeChanged } from './knowledge-changed.ts';

export function useCreateKnowledge(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: KnowledgeCreate) =>
      request('POST', `/api/tenants/${tenantId}/knowledge`, knowledgeItem, body),
    onSuccess: () => knowledgeChanged(client, tenantId),
  });
}
