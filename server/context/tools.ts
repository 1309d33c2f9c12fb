import { createExternalTools } from '../call/tools/external.ts';
import { ToolJournal } from '../call/tools/tool-journal.ts';
import { messageOf } from '../platform/errors.ts';
import { tenantScope } from '../store/make-scope.ts';
import type { TenantScope } from '../store/scope.ts';
import { createHttpTools } from '../tools/http/http-tools.ts';
import { createMcpTools } from '../tools/mcp/mcp-tools.ts';
import type { Base } from './base.ts';
import type { Rooms } from './rooms.ts';

export type ToolSources = ReturnType<typeof wireTools>;

export function wireTools(
  { clock, events, logger, store }: Base,
  { outbound, tenants, tenantSecrets }: Rooms,
) {
  const secretOf = (scope: TenantScope, name: string) => tenantSecrets.get(scope, name);
  const httpTools = createHttpTools({ outbound, secretOf, logger });
  const mcpTools = createMcpTools({ outbound, secretOf, clock, logger });
  const journal = new ToolJournal(store.documents, clock);
  const external = createExternalTools({ sources: [httpTools, mcpTools], journal, logger });
  // What servers offer is known before the first call asks for it.
  const ask = (): void => {
    for (const tenant of tenants.list()) mcpTools.toolsOf(tenantScope(tenant.id), tenants.settingsOf(tenant));
  };
  ask();
  // A secret that no longer opens is told of now, not when a caller waits for what needs it.
  for (const { id } of tenants.list())
    tenantSecrets.list(tenantScope(id)).catch((error: unknown) => {
      logger.error({ tenantId: id, error: messageOf(error) }, 'The secrets of a tenant could not be read');
    });
  events.on(({ type }) => {
    if (type === 'tenant.changed' || type === 'defaults.changed') ask();
  });
  return { httpTools, mcpTools, external };
}
