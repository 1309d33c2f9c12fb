import { z } from 'zod';
import { tenantId } from '../../../contracts/tenant.ts';
import {
  mcpListing,
  mcpServer,
  tenantSecretList,
  tenantSecretName,
  tenantSecretValue,
  toolTest,
  toolTestResult,
} from '../../../contracts/tools.ts';
import { tenantScope } from '../../../store/make-scope.ts';
import type { TenantScope } from '../../../store/scope.ts';
import { type ControlApp, type ControlParts, OPERATOR } from '../parts.ts';

const params = z.object({ id: tenantId });
const secretParams = params.extend({ name: tenantSecretName });

/** A tenant's own tools: its secrets, and trying tools and servers before they are saved. */
export function toolRoutes(app: ControlApp, parts: ControlParts): void {
  const { audit, clock, httpTools, ids, mcpTools, tenants, tenantSecrets } = parts;
  const door = (id: number) => {
    const scope = tenantScope(id);
    return { scope, hosts: tenants.settingsOf(tenants.get(scope)).toolHosts };
  };
  const note = ({ tenantId }: TenantScope, action: string, detail: Record<string, unknown>) =>
    audit.append({ by: OPERATOR, action, tenantId, detail });

  app.get(
    '/api/tenants/:id/secrets',
    { schema: { params, response: { 200: tenantSecretList } } },
    async (request) => ({ secrets: await tenantSecrets.list(door(request.params.id).scope) }),
  );

  app.put(
    '/api/tenants/:id/secrets/:name',
    { schema: { params: secretParams, body: tenantSecretValue, response: { 200: tenantSecretList } } },
    async ({ params: { id, name }, body }) => {
      const { scope } = door(id);
      await tenantSecrets.set(scope, name, body.value);
      await note(scope, 'secret.set', { name });
      return { secrets: await tenantSecrets.list(scope) };
    },
  );

  app.delete(
    '/api/tenants/:id/secrets/:name',
    { schema: { params: secretParams, response: { 204: z.null() } } },
    async ({ params: { id, name } }, reply) => {
      const { scope } = door(id);
      await tenantSecrets.remove(scope, name);
      await note(scope, 'secret.removed', { name });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/tenants/:id/tools/test',
    { schema: { params, body: toolTest, response: { 200: toolTestResult } } },
    async ({ params: { id }, body: { tool, arguments: args } }) => {
      const { scope, hosts } = door(id);
      const idempotencyKey = `test:${ids.token()}`;
      const beganMs = clock.monotonic();
      const { signal } = new AbortController();
      const answer = await httpTools
        .toolOf(tool, hosts)
        .use(args, { scope, idempotencyKey, signal, test: true });
      const tookMs = Math.round(clock.monotonic() - beganMs);
      await note(scope, 'tool.tested', { tool: tool.name, ok: answer.ok });
      return { ...answer, tookMs };
    },
  );

  app.post(
    '/api/tenants/:id/mcp/list',
    { schema: { params, body: mcpServer.omit({ tools: true }).strict(), response: { 200: mcpListing } } },
    async ({ params: { id }, body }) => {
      const { scope, hosts } = door(id);
      await note(scope, 'mcp.listed', { server: body.name });
      return { tools: await mcpTools.list(scope, body, hosts) };
    },
  );
}
