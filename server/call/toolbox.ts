import { z } from 'zod';
import { END_CALL, REMEMBER_NAME } from '../agent/tools.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { KnowledgeBrief } from '../knowledge/shelf.ts';
import type { Clock } from '../platform/clock.ts';
import type { TenantScope } from '../store/scope.ts';
import { type CallTool, refused } from './call-tool.ts';
import type { ExternalTools } from './tools/external.ts';
import { createKnowledgeTools } from './tools/knowledge.ts';
import { createMessageTools } from './tools/messages.ts';
import { createTransferTool } from './tools/transfer.ts';

/** A call that is about to begin. */
export interface ToolboxCall {
  scope: TenantScope;
  tenant: Tenant;
  settings: AgentSettings;
  memory: CallerMemory | null;
  knowledge: KnowledgeBrief;
  /** As the carrier gave it. */
  from: string;
}

/** Puts together what the agent can do in one call. Tools may hold what they learn in it, so each call has its own. */
export type Toolbox = (call: ToolboxCall) => CallTool[];

interface ToolboxParts {
  clock: Clock;
  knowledge: Knowledge;
  external: ExternalTools;
}

const endCall: CallTool = {
  spec: END_CALL,
  run: async () => ({ output: null, effect: { effect: 'hang-up' } }),
};

const givenName = z.object({ name: z.string().trim().min(1).max(120) });
const rememberName: CallTool = {
  spec: REMEMBER_NAME,
  async run(args) {
    const parsed = givenName.safeParse(args);
    if (!parsed.success) return refused('The name is missing. Ask for it and call again.');
    return { output: { remembered: true }, effect: { effect: 'name', name: parsed.data.name } };
  },
};

export function createToolbox({ clock, knowledge, external }: ToolboxParts): Toolbox {
  return ({ scope, settings, knowledge: brief }) => {
    const transfer = createTransferTool(settings, clock);
    const own = [
      endCall,
      rememberName,
      ...createMessageTools(settings, clock),
      ...createKnowledgeTools(knowledge, brief.mode),
      ...(transfer ? [transfer] : []),
    ];
    // What is ours can't be replaced by a tool of the tenant's.
    const names = new Set(own.map(({ spec }) => spec.name));
    return [...own, ...external(scope, settings).filter(({ spec }) => !names.has(spec.name))];
  };
}
