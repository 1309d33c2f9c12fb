import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Implementation } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { loopbackServer, type SeenRequest } from '../platform/loopback-server.ts';

/** A real server of the protocol on loopback, with sessions that can be lost. */
export async function mcpHouse(options: { hangOnList?: boolean; json?: boolean } = {}) {
  const booked: unknown[] = [];
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  let isBroken = false;
  let hanging: (() => void) | undefined;
  const begin = async (): Promise<StreamableHTTPServerTransport> => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      enableJsonResponse: options.json ?? false,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    });
    const info: Implementation = { name: 'house', version: '1.0.0' };
    const server = new McpServer(info);
    server.registerTool(
      'book.table',
      {
        description: 'Books a table.',
        inputSchema: { date: z.string(), people: z.number().int().optional() },
      },
      async (args, { _meta }) => {
        booked.push({ ...args, _meta });
        return { content: [{ type: 'text', text: `Booked for ${args.date}.` }] };
      },
    );
    server.registerTool('full', { description: 'Always full.' }, async () => ({
      content: [{ type: 'text', text: 'No table is free.' }],
      isError: true,
    }));
    server.registerTool(
      'menu',
      { description: 'Today’s menu.', outputSchema: { dishes: z.array(z.string()) } },
      async () => ({
        content: [
          { type: 'text', text: 'Soup' },
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
        ],
        structuredContent: { dishes: ['soup'] },
      }),
    );
    const vast = z.string().describe('x'.repeat(33_000));
    server.registerTool('vast', { description: 'Asks too much.', inputSchema: { vast } }, async () => ({
      content: [],
    }));
    server.registerTool('hang', { description: 'Never answers.' }, () => {
      hanging?.();
      return new Promise(() => {});
    });
    server.registerTool('long', { description: 'Says much.' }, async (_extra) => ({
      content: [{ type: 'text', text: 'a'.repeat(100_000) }],
    }));
    server.registerTool('echo', { description: 'Shows its headers.' }, async ({ requestInfo }) => ({
      content: [{ type: 'text', text: JSON.stringify(requestInfo?.headers ?? {}) }],
    }));
    await server.connect(transport);
    return transport;
  };
  const handle = async (request: SeenRequest, response: ServerResponse): Promise<void> => {
    if (isBroken) return void response.writeHead(500).end('broken, with words of its own');
    const body: { method?: string } = request.body ? (JSON.parse(request.body) as object) : {};
    if (options.hangOnList && body.method === 'tools/list') return;
    const id = request.headers['mcp-session-id'];
    const transport = id === undefined ? await begin() : sessions.get(String(id));
    if (!transport) return void response.writeHead(404).end();
    // The body was read already; the transport takes method and headers from the rest.
    await transport.handleRequest(request.raw as IncomingMessage, response, body);
  };
  const server = await loopbackServer(handle);
  return {
    ...server,
    url: `${server.origin}/mcp`,
    booked,
    sessions,
    /** Resolves once the tool `hang` is at work. */
    hangs: () => new Promise<void>((resolve) => (hanging = resolve)),
    fail(broken: boolean) {
      isBroken = broken;
    },
  };
}
