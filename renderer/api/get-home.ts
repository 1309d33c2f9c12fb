import { useQuery } from '@tanstack/react-query';
import { home } from '../../server/contracts/home.ts';
import { viewerZone } from '../ui/zones.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getHome = () => request('GET', `/api/home?timeZone=${encodeURIComponent(viewerZone())}`, home);

export function useHome() {
  return useQuery({ queryKey: keys.home, queryFn: getHome });
}
