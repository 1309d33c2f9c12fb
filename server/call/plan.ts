import { briefAgent } from '../agent/briefing.ts';
import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import type { Tenant } from '../contracts/tenant.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { KnowledgeBrief } from '../knowledge/shelf.ts';
import type { Memories } from '../memory/memories.ts';
import type { ConversationSpec, ModelEngine } from '../model/engine.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { TenantScope } from '../store/scope.ts';
import type { Tenants } from '../tenants/tenants.ts';
import type { CallTool } from './call-tool.ts';
import { memoryUntil } from './replay-memory.ts';
import type { Toolbox } from './toolbox.ts';

/** All that a call needs to begin: who answers, with what words, knowing what. */
export interface CallPlan {
  engine: ModelEngine;
  spec: ConversationSpec;
  greeting: string;
  /** What else the sound of the greeting depends on: the tenant, and how it has its agent speak. */
  manner: string;
  /** The greeting says something that only this caller should be known by. */
  greetingIsPersonal: boolean;
  /** What the agent can do in this call. */
  tools: CallTool[];
  settings: AgentSettings;
  memory: CallerMemory | null;
}

/**
 * Recalls the caller and makes the plan. With `thenMs`, in milliseconds since the epoch, as for a call of that moment: by
 * its hours, and with what was remembered until then.
 */
export type Planner = (
  scope: TenantScope,
  tenant: Tenant,
  from: string,
  thenMs?: number,
) => Promise<CallPlan>;

interface PlannerParts {
  tenants: Tenants;
  memories: Memories;
  clock: Clock;
  logger: Logger;
  knowledge: Knowledge;
  toolbox: Toolbox;
  /** The engine in use now. */
  engine(): ModelEngine;
}

const NOTHING_KNOWN: KnowledgeBrief = { mode: 'none', quoted: '', titles: [], answers: [] };

/** A memory or knowledge that can't be read is left out: the call is answered all the same. */
export function createPlanner(parts: PlannerParts): Planner {
  const { tenants, memories, clock, logger, engine } = parts;
  return async (scope, tenant, from, thenMs) => {
    const [recalled, knowledge] = await Promise.all([
      memories.recall(scope, from).catch((error: unknown) => {
        logger.error({ tenantId: tenant.id, error: messageOf(error) }, 'A caller could not be recalled');
        return null;
      }),
      parts.knowledge.brief(scope).catch((error: unknown) => {
        logger.error({ tenantId: tenant.id, error: messageOf(error) }, 'The knowledge could not be read');
        return NOTHING_KNOWN;
      }),
    ]);
    const memory = thenMs === undefined ? recalled : recalled && memoryUntil(recalled, thenMs);
    const settings = tenants.settingsOf(tenant);
    const tools = parts.toolbox({ scope, tenant, settings, memory, knowledge, from });
    const specs = tools.map(({ spec }) => spec);
    const brief = briefAgent({
      tenant,
      settings,
      memory,
      knowledge,
      tools: specs,
      from,
      atMs: thenMs ?? clock.now(),
    });
    const name = memory?.profile.name ?? null;
    return {
      ...brief,
      tools,
      settings,
      memory,
      engine: engine(),
      manner: JSON.stringify([tenant.id, settings.personality, settings.instructions]),
      greetingIsPersonal: name !== null && brief.greeting.includes(name),
    };
  };
}
