import { END_CALL } from '../agent/tools.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { KnowledgeBrief } from '../knowledge/shelf.ts';
import type { Memories } from '../memory/memories.ts';
import type { Clock } from '../platform/clock.ts';
import type { TenantScope } from '../store/scope.ts';
import type { CallTool } from './call-tool.ts';
import type { Forgetting } from './forgetting.ts';
import type { ExternalTools } from './tools/external.ts';
import { createKnowledgeTools } from './tools/knowledge.ts';
import { createMemoryTools } from './tools/memory.ts';
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
  memories: Memories;
  forgetting: Pick<Forgetting, 'reserve'>;
  external: ExternalTools;
}

const endCall: CallTool = {
  spec: END_CALL,
  run: async () => ({ output: null, effect: { effect: 'hang-up' } }),
};

export function createToolbox(parts: ToolboxParts): Toolbox {
  const { clock, knowledge, external } = parts;
  return ({ scope, settings, memory, knowledge: brief }) => {
    const transfer = createTransferTool(settings, clock);
    const own = [
      endCall,
      ...createMemoryTools(parts, { settings, memory }),
      ...createMessageTools(settings, clock),
      ...createKnowledgeTools(knowledge, brief.mode),
      ...(transfer ? [transfer] : []),
    ];
    // What is ours can't be replaced by a tool of the tenant's.
    const names = new Set(own.map(({ spec }) => spec.name));
    return [...own, ...external(scope, settings).filter(({ spec }) => !names.has(spec.name))];
  };
}
