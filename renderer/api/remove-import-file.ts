import { useMutation, useQueryClient } from '@tanstack/react-query';
import { importState } from '../../server/contracts/import.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export function useRemoveImportFile(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      request('DELETE', `/api/imports/${id}/files?name=${encodeURIComponent(name)}`, importState),
    onSuccess: (state) => client.setQueryData(keys.import(id), state),
  });
}
