import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KnowledgePatch, knowledgeItem } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { knowledgeChanged } from './knowledge-changed.ts';

interface Change {
  itemId: string;
  patch: KnowledgePatch;
}

export function useUpdateKnowledge(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, patch }: Change) =>
      request('PATCH', `/api/tenants/${tenantId}/knowledge/${itemId}`, knowledgeItem, patch),
    onSuccess: () => knowledgeChanged(client, tenantId),
  });
}
