import { useMutation, useQueryClient } from '@tanstack/react-query';
import { command } from './client.ts';
import { knowledgeChanged } from './knowledge-changed.ts';

export function useDeleteKnowledge(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (itemId: string) => command('DELETE', `/api/tenants/${tenantId}/knowledge/${itemId}`),
    onSuccess: () => knowledgeChanged(client, tenantId),
  });
}
