import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AgentPatch, agentSettings } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const updateDefaults = (patch: AgentPatch) => request('PATCH', '/api/defaults', agentSettings, patch);

export function useUpdateDefaults() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateDefaults,
    onSuccess: (defaults) => client.setQueryData(keys.defaults, defaults),
  });
}
