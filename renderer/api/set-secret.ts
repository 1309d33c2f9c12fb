import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tenantSecretList } from '../../server/contracts/tools.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

export interface NewSecret {
  name: string;
  value: string;
}

const setSecret = (id: number, { name, value }: NewSecret) =>
  request('PUT', `/api/tenants/${id}/secrets/${encodeURIComponent(name)}`, tenantSecretList, { value });

export function useSetSecret(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (secret: NewSecret) => setSecret(id, secret),
    onSuccess: (list) => client.setQueryData(keys.secrets(id), list),
    // What was typed is not to stay in memory any longer than needed.
    gcTime: 0,
  });
}
