import type { AgentSettings } from '../contracts/agent.ts';
import type { HttpTool, McpServer } from '../contracts/tools.ts';
import type { TenantScope } from '../store/scope.ts';

/** One use of a tool. */
export interface ToolUse {
  scope: TenantScope;
  /** The same for every attempt at one use, so that the other side can drop repeats. Printable ASCII. */
  idempotencyKey: string;
  signal: AbortSignal;
  /** The operator tries it; nobody is on the line. */
  test?: boolean;
}

export interface ToolAnswer {
  /** It is certain that it worked. */
  ok: boolean;
  /** HTTP status, where there was one. */
  status: number | null;
  /** For the model. Holds `error` unless it worked. */
  output: unknown;
  /** For the operator: what went wrong and what to do. */
  problem: string | null;
}

/** A tool that a tenant has, made of its settings. */
export interface ExternalTool {
  /** As models take it: letters, digits, `_` and `-`, at most 64. */
  name: string;
  description: string;
  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;
  receipt: 'none' | 'booked' | 'sent';
  /** Never rejects. Arguments are checked here. */
  use(args: unknown, use: ToolUse): Promise<ToolAnswer>;
}

export type ToolSettings = Pick<AgentSettings, 'httpTools' | 'mcpServers' | 'toolHosts'>;

/** One way to have tools. */
export interface ToolSource {
  /** From memory alone: a call that begins does not wait for it. */
  toolsOf(scope: TenantScope, settings: ToolSettings): ExternalTool[];
}

/** Where a tool can be tried before it is saved. */
export interface HttpToolBench {
  /** `hosts`: where it may go. */
  toolOf(tool: HttpTool, hosts: readonly string[]): ExternalTool;
}

/** A server without what is chosen of it. */
export type McpAddress = Omit<McpServer, 'tools'>;

/** A tool as its server describes it, under the server's own name for it. */
export interface ListedTool {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
}

/** Where a server can be asked before it is saved. */
export interface McpToolBench {
  /** Asks it now. Rejects with what is wrong and what to do. */
  list(scope: TenantScope, server: McpAddress, hosts: readonly string[]): Promise<ListedTool[]>;
}

/** A tenant's secret by name, `undefined` when it is not set. */
export type SecretOf = (scope: TenantScope, name: string) => Promise<string | undefined>;

/** What a tool may take. */
export const TOOL_TIMEOUT_MS = 8_000;
/** What the model gets of an answer, in bytes. */
export const ANSWER_BYTES = 16 * 1024;
