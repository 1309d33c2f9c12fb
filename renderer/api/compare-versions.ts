import { useQuery } from '@tanstack/react-query';
import { versionComparison } from '../../server/contracts/tenant.ts';
import { request } from './client.ts';
import { keys } from './keys.ts';

const compareVersions = async (id: number, version: number, against: number) =>
  (
    await request(
      'GET',
      `/api/tenants/${id}/versions/${version}/changes?against=${against}`,
      versionComparison,
    )
  ).changes;

/** What a version of a tenant has otherwise than another one. */
export function useVersionComparison(id: number, version: number, against: number) {
  return useQuery({
    queryKey: keys.versionComparison(id, version, against),
    queryFn: () => compareVersions(id, version, against),
  });
}
