import { useQuery } from '@tanstack/react-query';
import { bundleUpload } from '../../server/contracts/bundle.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export const useBundleUpload = (id: string) =>
  useQuery({
    queryKey: keys.bundleUpload(id),
    queryFn: () => request('GET', `/api/bundle-uploads/${id}`, bundleUpload),
  });
