import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { McpServer } from '../../contracts/tools.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Outbound } from '../../platform/outbound.ts';
import type { TenantScope } from '../../store/scope.ts';
import { assertAllowedHost } from '../allowed-host.ts';
import { checkedArguments } from '../check-arguments.ts';
import {
  ANSWER_BYTES,
  type ExternalTool,
  type ListedTool,
  type McpAddress,
  type McpToolBench,
  type SecretOf,
  type ToolAnswer,
  type ToolSource,
  type ToolUse,
} from '../external-tool.ts';
import { failureOf, notDone } from '../failure.ts';
import { fillHeaders } from '../secret-headers.ts';
import { listedTools, McpCatalogue } from './catalogue.ts';
import { McpConnections } from './connections.ts';

const LONGEST_NAME = 64;

export interface McpToolsParts {
  outbound: Pick<Outbound, 'fetch'>;
  secretOf: SecretOf;
  clock: Clock;
  logger: Logger;
}

/** Tools of servers that speak the Model Context Protocol over HTTP. Only those on a tenant's list are offered. */
export interface McpTools extends ToolSource, McpToolBench {
  close(): Promise<void>;
}

export function createMcpTools({ outbound, secretOf, clock, logger }: McpToolsParts): McpTools {
  const connections = new McpConnections(outbound, clock);
  const catalogue = new McpCatalogue(clock, logger);

  const reach = async (
    scope: TenantScope,
    { url: address, headers: templates }: McpAddress,
    hosts: readonly string[],
  ) => {
    const url = new URL(address);
    assertAllowedHost(url, hosts);
    const { headers, hide } = await fillHeaders(templates, scope, secretOf);
    return { target: { tenantId: scope.tenantId, url, headers }, hide };
  };
  const list: McpTools['list'] = async (scope, server, hosts) => {
    const { target } = await reach(scope, server, hosts);
    return connections.use(target, new AbortController().signal, listedTools);
  };
  const attempt = async (
    server: McpServer,
    hosts: readonly string[],
    { name, parameters }: ListedTool,
    given: unknown,
    { scope, idempotencyKey, signal }: ToolUse,
  ): Promise<ToolAnswer> => {
    let args: Record<string, unknown>;
    try {
      args = checkedArguments(parameters, given);
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid') return notDone(error.message, error.message);
      throw error;
    }
    const { target, hide } = await reach(scope, server, hosts);
    const params = { name, arguments: args, _meta: { 'ringhouse/idempotency-key': idempotencyKey } };
    const result = await connections.use(target, signal, (client, stop) =>
      client.callTool(params, CallToolResultSchema, { signal: stop }),
    );
    // Parsed by that schema, which the client's return type does not tell.
    return answerOf(result as CallToolResult, hide);
  };
  const toolOf = (
    server: McpServer,
    hosts: readonly string[],
    listed: ListedTool,
    receipt: ExternalTool['receipt'],
  ): ExternalTool => ({
    name: nameOf(server, listed),
    description: listed.description,
    parameters: listed.parameters,
    receipt,
    async use(args, use) {
      const answer = await attempt(server, hosts, listed, args, use).catch(failureOf);
      if (answer.problem !== null)
        logger.warn(
          { tenantId: use.scope.tenantId, tool: nameOf(server, listed), problem: answer.problem },
          'A tool failed',
        );
      return answer;
    },
  });
  return {
    list,
    toolsOf: (scope, { mcpServers, toolHosts }) =>
      mcpServers.flatMap((server) => {
        if (server.tools.length === 0) return [];
        const { name, url, headers } = server;
        const key = JSON.stringify([scope.tenantId, name, url, headers, toolHosts]);
        const listed = catalogue.toolsOf(key, () => list(scope, server, toolHosts));
        return server.tools.flatMap((chosen) => {
          const tool = listed.find((one) => one.name === chosen.name);
          return tool ? [toolOf(server, toolHosts, tool, chosen.receipt)] : [];
        });
      }),
    close: () => connections.close(),
  };
}

/** Servers may name tools more freely than models take it. */
function nameOf({ name: server }: McpServer, { name }: ListedTool): string {
  return `${server}_${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, LONGEST_NAME);
}

function answerOf(result: CallToolResult, hide: (text: string) => string): ToolAnswer {
  const body = bodyOf(result, hide);
  if (!result.isError) return { ok: true, status: null, output: { body }, problem: null };
  const error = 'The tool reports an error; it was not done. See the body for why.';
  return {
    ok: false,
    status: null,
    output: { error, body },
    problem: 'The tool reports an error. Its answer may say why.',
  };
}

/** What the tool says as data where it gives data, else its text. Pictures and sounds are only named. */
function bodyOf({ structuredContent, content }: CallToolResult, hide: (text: string) => string): unknown {
  const said = content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
  const text = hide(structuredContent ? JSON.stringify(structuredContent) : said);
  if (text.length > ANSWER_BYTES) return `${text.slice(0, ANSWER_BYTES)}… (cut)`;
  if (!structuredContent) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A secret that held signs of JSON has been taken out of it.
    return text;
  }
}
