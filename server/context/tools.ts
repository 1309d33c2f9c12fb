import { createExternalTools } from '../call/tools/external.ts';
import { ToolJournal } from '../call/tools/tool-journal.ts';
import type { TenantScope } from '../store/scope.ts';
import { createHttpTools } from '../tools/http/http-tools.ts';
import { createMcpTools } from '../tools/mcp/mcp-tools.ts';
import type { Base } from './base.ts';
import type { Rooms } from './rooms.ts';

export type ToolSources = ReturnType<typeof wireTools>;

export function wireTools({ clock, logger, store }: Base, { outbound, tenantSecrets }: Rooms) {
  const secretOf = (scope: TenantScope, name: string) => tenantSecrets.get(scope, name);
  const httpTools = createHttpTools({ outbound, secretOf, logger });
  const mcpTools = createMcpTools({ outbound, secretOf, clock, logger });
  const journal = new ToolJournal(store.documents);
  const external = createExternalTools({ sources: [httpTools, mcpTools], journal, logger });
  return { httpTools, mcpTools, external };
}
