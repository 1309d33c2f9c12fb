import type { AgentOverrides, AgentPatch } from '../contracts/agent.ts';
import type { Personality } from '../contracts/sliders.ts';

/** Leaves out what is `null` (inherit again) or `undefined` (not mentioned). */
function withoutNulls<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  // The entries come from `values` itself, so only their nulls are gone.
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}

function patchPersonality(current: Personality, patch: AgentPatch['personality']): Personality {
  return patch === null ? {} : withoutNulls({ ...current, ...patch });
}

/**
 * The overrides after a change: a value overrides, `null` inherits again (for `personality` also slider by
 * slider), and what the change does not name stays. The argument is left as it is.
 */
export function patchAgent(current: AgentOverrides, patch: AgentPatch): AgentOverrides {
  const { personality: sliders, ...fields } = patch;
  const { personality: before = {}, ...others } = current;
  const named = Object.entries(fields).filter(([, value]) => value !== undefined);
  const personality = sliders === undefined ? before : patchPersonality(before, sliders);
  return {
    ...withoutNulls({ ...others, ...Object.fromEntries(named) }),
    ...(Object.keys(personality).length > 0 ? { personality } : {}),
  };
}
