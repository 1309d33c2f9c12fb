import { useMutation, useQueryClient } from '@tanstack/react-query';
import { bundleUpload } from '../../server/contracts/bundle.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export function useUploadBundle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => request('POST', '/api/bundle-uploads', bundleUpload, file),
    onSuccess(upload) {
      client.setQueryData(keys.bundleUpload(upload.id), upload);
      void client.invalidateQueries({ queryKey: keys.bundles });
    },
  });
}
