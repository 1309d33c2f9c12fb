import { useQuery } from '@tanstack/react-query';
import { settingsView } from '../../server/contracts/settings.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getSettings = () => request('GET', '/api/settings', settingsView);

export function useSettings() {
  return useQuery({ queryKey: keys.settings, queryFn: getSettings });
}
