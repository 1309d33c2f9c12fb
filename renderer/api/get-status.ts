import { useQuery } from '@tanstack/react-query';
import { applianceStatus } from '../../server/contracts/panel.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const getStatus = () => request('GET', '/api/status', applianceStatus);

export function useStatus() {
  return useQuery({ queryKey: keys.status, queryFn: getStatus });
}
