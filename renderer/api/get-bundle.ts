import { useQuery } from '@tanstack/react-query';
import { bundleReady } from '../../server/contracts/bundle.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const bundleFileUrl = (id: string) => `/api/bundles/${id}/file`;

/** An exported bundle, once it is `done`. */
export const useBundle = (id: string, done: boolean) =>
  useQuery({
    queryKey: keys.bundle(id),
    queryFn: () => request('GET', `/api/bundles/${id}`, bundleReady),
    enabled: done,
  });
