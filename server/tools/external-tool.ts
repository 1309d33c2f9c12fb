import type { AgentSettings } from '../contracts/agent.ts';
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

/** A tenant's secret by name, `undefined` when it is not set. */
export type SecretOf = (scope: TenantScope, name: string) => Promise<string | undefined>;

/** What a tool may take. */
export const TOOL_TIMEOUT_MS = 8_000;
/** What the model gets of an answer, in bytes. */
export const ANSWER_BYTES = 16 * 1024;
