import { useMutation, useQueryClient } from '@tanstack/react-query';
import { knowledgeItem } from '../../server/contracts/knowledge.ts';
import { request } from './client.ts';
import { knowledgeChanged } from './knowledge-changed.ts';

interface Answer {
  gapId: string;
  question: string;
  answer: string;
}

export function useAnswerGap(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ gapId, ...body }: Answer) =>
      request('POST', `/api/tenants/${tenantId}/gaps/${gapId}/answer`, knowledgeItem, body),
    onSuccess: () => knowledgeChanged(client, tenantId),
  });
}
