import { useQuery } from '@tanstack/react-query';
import { agentDraftView } from '../../server/contracts/draft.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getDraft = (tenantId: number) => request('GET', `/api/tenants/${tenantId}/draft`, agentDraftView);

/** The draft of a tenant's agent, if there is one, and what publishing it would change. */
export function useDraft(tenantId: number) {
  return useQuery({ queryKey: keys.draft(tenantId), queryFn: () => getDraft(tenantId) });
}
