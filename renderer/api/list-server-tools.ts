import { useMutation } from '@tanstack/react-query';
import { type McpServer, mcpListing } from '../../server/contracts/tools.ts';
import { request } from './client.ts';

/** Asks a server, saved or not, which tools it has. */
export function useListServerTools(id: number) {
  return useMutation({
    mutationFn: ({ name, url, headers }: McpServer) =>
      request('POST', `/api/tenants/${id}/mcp/list`, mcpListing, { name, url, headers }),
  });
}
