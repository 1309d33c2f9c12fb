import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AgentPatch } from '../../server/contracts/agent.ts';
import { agentDraftView } from '../../server/contracts/draft.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const updateDraft = (tenantId: number, agent: AgentPatch) =>
  request('PATCH', `/api/tenants/${tenantId}/draft`, agentDraftView, { agent });

/** Changes the draft of a tenant's agent, or begins one. */
export function useUpdateDraft(tenantId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (agent: AgentPatch) => updateDraft(tenantId, agent),
    onSuccess: (view) => client.setQueryData(keys.draft(tenantId), view),
  });
}
