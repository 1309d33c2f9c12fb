import type { QueryClient } from '@tanstack/react-query';
import type { TenantView } from '../../server/contracts/tenant.ts';
import { keys } from './keys.ts';

/** Shows a tenant as a change left it, until what depends on it is fetched anew, which may be newer still. */
export async function tenantChanged(client: QueryClient, tenant: TenantView): Promise<void> {
  client.setQueryData(keys.tenant(tenant.id), tenant);
  await Promise.all(
    [keys.tenant(tenant.id), keys.tenants].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
