import { isDeepStrictEqual } from 'node:util';
import { AGENT_FIELDS, type AgentOverrides } from '../contracts/agent.ts';

/** What one side has made of a setting counts when it is another than the base; else what the other side has. */
function chosen(base: unknown, draft: unknown, published: unknown): unknown {
  return isDeepStrictEqual(draft, base) ? published : draft;
}

/** Of two objects and their base, name by name. What is absent inherits, and is left out. */
function merged(names: Iterable<string>, base: object, draft: object, published: object): object {
  const was = new Map<string, unknown>(Object.entries(base));
  const wanted = new Map<string, unknown>(Object.entries(draft));
  const is = new Map<string, unknown>(Object.entries(published));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = chosen(was.get(name), wanted.get(name), is.get(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * A draft laid over what is published by now: what it has touched since its base is the draft's, everything else as
 * published. Settings are taken whole, as they are changed whole; sliders one by one. Pure.
 */
export function rebased(
  { agent: draft, base }: { agent: AgentOverrides; base: AgentOverrides },
  published: AgentOverrides,
): AgentOverrides {
  const sliders = [base, draft, published].flatMap(({ personality = {} }) => Object.keys(personality));
  const personality = merged(
    new Set(sliders),
    base.personality ?? {},
    draft.personality ?? {},
    published.personality ?? {},
  );
  const others = AGENT_FIELDS.filter((name) => name !== 'personality');
  // Every value is one of the three's own under the same name.
  return {
    ...merged(others, base, draft, published),
    ...(Object.keys(personality).length > 0 ? { personality } : {}),
  } as AgentOverrides;
}
