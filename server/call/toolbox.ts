import { z } from 'zod';
import { agentTools } from '../agent/tools.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import { callerMessage } from '../contracts/message.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { TenantScope } from '../store/scope.ts';
import { type CallTool, refused, type ToolOutcome } from './call-tool.ts';

/** A call that is about to begin. */
export interface ToolboxCall {
  scope: TenantScope;
  tenant: Tenant;
  settings: AgentSettings;
  memory: CallerMemory | null;
  /** As the carrier gave it. */
  from: string;
}

/** Puts together what the agent can do in one call. */
export type Toolbox = (call: ToolboxCall) => CallTool[];

const name = z.string().trim().min(1).max(120);
const takeMessage = z.object({ name: name.nullish(), message: z.string().trim().min(1).max(2_000) });

function run(tool: string, args: unknown, atMs: number): ToolOutcome {
  if (tool === 'end_call') return { output: null, effect: { effect: 'hang-up' } };
  if (tool === 'take_message') {
    const parsed = takeMessage.safeParse(args);
    if (!parsed.success) return refused('The message is missing. Ask for it and call again.');
    const message = callerMessage.parse({ name: parsed.data.name ?? null, text: parsed.data.message, atMs });
    return { output: { taken: true }, receipts: ['message'], effect: { effect: 'message', message } };
  }
  const parsed = z.object({ name }).safeParse(args);
  if (!parsed.success) return refused('The name is missing. Ask for it and call again.');
  return { output: { remembered: true }, effect: { effect: 'name', name: parsed.data.name } };
}

export function createToolbox(): Toolbox {
  return () =>
    agentTools().map((spec) => ({ spec, run: async (args, { atMs }) => run(spec.name, args, atMs) }));
}
