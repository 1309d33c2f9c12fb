import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** What is fetched anew once a tenant's knowledge has changed. */
export async function knowledgeChanged(client: QueryClient, tenantId: number): Promise<void> {
  await Promise.all(
    [keys.home, keys.knowledge(tenantId), keys.gaps(tenantId), keys.allInstructions(tenantId)].map(
      (queryKey) => client.invalidateQueries({ queryKey }),
    ),
  );
}
