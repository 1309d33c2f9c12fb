import { useQuery } from '@tanstack/react-query';
import { statement } from '../../server/contracts/usage.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const getStatement = (tenantId: number, month: string) =>
  request('GET', `/api/tenants/${tenantId}/statement?month=${month}`, statement);

/** The markup and the zone may have changed since, so it is asked for at every visit. */
export function useStatement(tenantId: number, month: string) {
  return useQuery({
    queryKey: keys.statement(tenantId, month),
    queryFn: () => getStatement(tenantId, month),
    refetchOnMount: 'always',
  });
}
