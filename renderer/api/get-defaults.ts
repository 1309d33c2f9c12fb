import { useQuery } from '@tanstack/react-query';
import { agentSettings } from '../../server/contracts/agent.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getDefaults = () => request('GET', '/api/defaults', agentSettings);

export function useDefaults() {
  return useQuery({ queryKey: keys.defaults, queryFn: getDefaults });
}
