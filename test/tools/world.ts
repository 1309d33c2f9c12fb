import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { HttpTool } from '../../server/contracts/tools.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import type { ToolUse } from '../../server/tools/external-tool.ts';
import { createHttpTools } from '../../server/tools/http/http-tools.ts';
import { createMcpTools } from '../../server/tools/mcp/mcp-tools.ts';
import { ManualClock } from '../manual-clock.ts';

export const HIDDEN = 'hush-4711/secret"key';
export const acme = tenantScope(1);

/** Both kinds of tools over real sockets, reaching only the places that are named. */
export function toolsWorld(privateHosts: string[]) {
  const clock = new ManualClock();
  const logged: string[] = [];
  const logger = pino({ base: null }, { write: (line) => void logged.push(line) });
  const outbound = createOutbound({ clock, privateHosts, resolve: async () => ['127.0.0.1'] });
  const secretOf = async ({ tenantId }: { tenantId: number }, name: string) =>
    tenantId === 1 && name === 'CRM_KEY' ? HIDDEN : undefined;
  const http = createHttpTools({ outbound, secretOf, logger });
  const mcp = createMcpTools({ outbound, secretOf, clock, logger });
  onTestFinished(async () => {
    await mcp.close();
    await outbound.close();
  });
  const use = (more: Partial<ToolUse> = {}): ToolUse => ({
    scope: acme,
    idempotencyKey: 'CA1:call_1',
    signal: new AbortController().signal,
    ...more,
  });
  return { clock, logged, outbound, http, mcp, use };
}

/** A tool that books, at `url`. */
export function bookingTool(url: string, more: Partial<HttpTool> = {}): HttpTool {
  return {
    name: 'book_table',
    description: 'Books a table.',
    parameters: {
      type: 'object',
      properties: { date: { type: 'string' }, people: { type: 'integer' } },
      required: ['date'],
    },
    method: 'POST',
    url,
    headers: [{ name: 'Authorization', value: 'Bearer {{CRM_KEY}}' }],
    receipt: 'booked',
    ...more,
  };
}
