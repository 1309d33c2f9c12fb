import { useQuery } from '@tanstack/react-query';
import { alertList } from '../../server/contracts/panel.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getAlerts = async () => (await request('GET', '/api/alerts', alertList)).alerts;

/** Open alerts first, then those that are over. */
export function useAlerts() {
  return useQuery({ queryKey: keys.alerts, queryFn: getAlerts });
}
