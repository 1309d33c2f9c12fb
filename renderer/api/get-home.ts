import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { home } from '../../server/contracts/home.ts';
import { useMinute } from '../platform/use-now.ts';
import { dateIn, viewerZone } from '../ui/zones.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getHome = () => request('GET', `/api/home?timeZone=${encodeURIComponent(viewerZone())}`, home);

/** The state of things; asked for anew when the viewer's day changes, with that of the day before shown until it is here. */
export function useHome() {
  return useQuery({
    queryKey: keys.homeOf(dateIn(useMinute())),
    queryFn: getHome,
    placeholderData: keepPreviousData,
  });
}
