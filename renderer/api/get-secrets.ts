import { useQuery } from '@tanstack/react-query';
import { tenantSecretList } from '../../server/contracts/tools.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getSecrets = (id: number) => request('GET', `/api/tenants/${id}/secrets`, tenantSecretList);

/** Which secrets a tenant has, and since when; never the secrets. */
export function useSecrets(id: number) {
  return useQuery({ queryKey: keys.secrets(id), queryFn: () => getSecrets(id) });
}
