import { useQuery } from '@tanstack/react-query';
import { bundleList } from '../../server/contracts/bundle.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const bundleFileUrl = (id: string) => `/api/bundles/${id}/file`;

/** Bundles that wait here; asked anew whenever they are shown, since each is kept for an hour. */
export const useBundles = () =>
  useQuery({
    queryKey: keys.bundles,
    queryFn: () => request('GET', '/api/bundles', bundleList),
    refetchOnMount: 'always',
  });
