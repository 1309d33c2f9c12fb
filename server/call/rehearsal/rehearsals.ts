import { patchAgent } from '../../agent/patch.ts';
import type { AgentPatch } from '../../contracts/agent.ts';
import type { Usage } from '../../contracts/call.ts';
import type { Tenant } from '../../contracts/tenant.ts';
import type { Clock } from '../../platform/clock.ts';
import type { TenantScope } from '../../store/scope.ts';
import type { Planner } from '../plan.ts';
import type { RehearsalSounds } from './sounds.ts';
import type { RehearsalStage } from './stage.ts';

const NOT_RUN = {
  error: 'This is a rehearsal: the tool was not run. Answer as well as you can without it.',
};

/** What is to be heard. */
export interface Scene {
  /** Laid over what is published. */
  agent: AgentPatch;
  /** What the caller says; without it the greeting is heard. */
  line?: string | undefined;
  /** As a carrier would give it. */
  caller: string;
}

export interface Rehearsed {
  text: string;
  engine: string;
  /** Name of its sound among the `RehearsalSounds`; `null` when there is none. */
  sound: string | null;
  costUsd: number;
}

interface RehearsalsParts {
  clock: Clock;
  plan: Planner;
  stage: RehearsalStage;
  sounds: RehearsalSounds;
  /** In US dollars. */
  cost(call: { usage: Usage }): number;
}

/** Hears what an agent would say if it were set otherwise. Nobody is called, no tool is run, nothing is remembered. */
export function createRehearsals({ clock, cost, plan, sounds, stage }: RehearsalsParts) {
  /**
   * Rejects with `upstream-failed` when the model fails or takes too long, and with `unavailable` while enough of them are
   * going on.
   */
  return (scope: TenantScope, tenant: Tenant, { agent, line, caller }: Scene): Promise<Rehearsed> =>
    stage.perform(async (open) => {
      const tried = { ...tenant, agent: patchAgent(tenant.agent, agent) };
      const { engine, greeting, spec } = await plan(scope, tried, caller);
      const talk = open({ engine, spec, clock, toolAnswer: () => NOT_RUN });
      if (line !== undefined) talk.noteSaid(greeting);
      const { text, sound } = await (line === undefined ? talk.say(greeting) : talk.answer(line));
      return {
        text,
        engine: engine.id,
        sound: sound.length === 0 ? null : sounds.keep(sound),
        costUsd: cost(talk),
      };
    });
}
export type Rehearse = ReturnType<typeof createRehearsals>;
