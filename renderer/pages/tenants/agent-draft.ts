import type { AgentOverrides, AgentPatch, AgentSettings } from '../../../server/contracts/agent.ts';
import { type Personality, SLIDERS, type Slider } from '../../../server/contracts/sliders.ts';

/** Settings of an agent with one value; the sliders are held apart. */
export type PlainField = Exclude<keyof AgentSettings, 'personality'>;

/** Where a setting is neither the tenant's nor a default's. */
export const NEUTRAL = 50;

/** A setting as the editor shows it. */
export interface Shown<T> {
  value: T;
  /** Whether the tenant has its own value; on the page of defaults, always. */
  own: boolean;
  /** Whether it differs from what is saved. */
  changed: boolean;
}

/**
 * An agent being edited. `edits` holds only what differs from `saved`, so it is the PATCH as it is, and saving never
 * touches what somebody else has changed meanwhile.
 */
export interface AgentDraft {
  saved: AgentOverrides;
  /** What an absent setting stands for; `null` on the page of defaults. */
  inherited: AgentSettings | null;
  edits: AgentPatch;
}

/** `undefined`: inherited. */
function ownValue<F extends PlainField>(
  { saved, edits }: AgentDraft,
  field: F,
): AgentSettings[F] | undefined {
  // Both hold this field's own type; TypeScript loses the link between a generic key and its value.
  const edited = edits[field] as AgentSettings[F] | null | undefined;
  if (edited !== undefined) return edited ?? undefined;
  return saved[field] as AgentSettings[F] | undefined;
}

/** One setting as it stands with the edits. `fallback` is for a default that is missing altogether. */
export function shown<F extends PlainField>(
  draft: AgentDraft,
  field: F,
  fallback: AgentSettings[F],
): Shown<AgentSettings[F]> {
  const own = ownValue(draft, field);
  return {
    value: own ?? draft.inherited?.[field] ?? fallback,
    own: own !== undefined,
    changed: draft.edits[field] !== undefined,
  };
}

/** The edits with one setting changed; `null` inherits. A value as saved takes the edit back. */
export function withValue<F extends PlainField>(
  { saved, edits }: AgentDraft,
  field: F,
  value: AgentSettings[F] | null,
): AgentPatch {
  const { [field]: _, ...rest } = edits;
  // The rest of a generic spread loses its type; it is the same patch without one field.
  const isAsSaved = JSON.stringify(value) === JSON.stringify(saved[field] ?? null);
  return isAsSaved ? (rest as AgentPatch) : { ...edits, [field]: value };
}

/** One slider as it stands with the edits. */
export function shownSlider(
  { saved, inherited, edits }: AgentDraft,
  slider: Slider,
): Shown<number> & { fallback: number } {
  const edited = edits.personality?.[slider];
  const own = edited === undefined ? saved.personality?.[slider] : (edited ?? undefined);
  const fallback = inherited?.personality[slider] ?? NEUTRAL;
  return { value: own ?? fallback, own: own !== undefined, changed: edited !== undefined, fallback };
}

/** The edits with one slider changed; `null` inherits. */
export function withSlider({ saved, edits }: AgentDraft, slider: Slider, value: number | null): AgentPatch {
  const { [slider]: _, ...others } = edits.personality ?? {};
  const personality =
    value === (saved.personality?.[slider] ?? null) ? others : { ...others, [slider]: value };
  const { personality: __, ...rest } = edits;
  return Object.keys(personality).length === 0 ? rest : { ...rest, personality };
}

/** The edits with all sliders as a preset has them; where that is the default, it is inherited. */
export function withPreset(draft: AgentDraft, preset: Personality): AgentPatch {
  return SLIDERS.reduce((edits, slider) => {
    const value = preset[slider] ?? NEUTRAL;
    const inherits = draft.inherited !== null && value === (draft.inherited.personality[slider] ?? NEUTRAL);
    return withSlider({ ...draft, edits }, slider, inherits ? null : value);
  }, draft.edits);
}

/** How many settings differ from what is saved, each slider counted. */
export function editCount({ personality = {}, ...plain }: AgentPatch): number {
  return Object.keys(plain).length + Object.keys(personality ?? {}).length;
}

/** What a tenant overrides once these edits are saved. */
export function withEdits(saved: AgentOverrides, edits: AgentPatch): AgentOverrides {
  const { personality: sliders, ...plain } = edits;
  const personality = sliders === null ? {} : present({ ...saved.personality, ...sliders });
  const { personality: _, ...all } = present({ ...saved, ...plain });
  // What is left of a patch without its nulls are overrides.
  return { ...all, ...(Object.keys(personality).length > 0 && { personality }) } as AgentOverrides;
}

/** The change that makes one agent of another. */
export function patchBetween(from: AgentOverrides, to: AgentOverrides): AgentPatch {
  const { personality: before = {}, ...old } = from;
  const { personality: after = {}, ...young } = to;
  const personality = difference(before, after);
  // The same fields, each with its new value or none: a patch.
  return {
    ...difference(old, young),
    ...(Object.keys(personality).length > 0 && { personality }),
  } as AgentPatch;
}

const present = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

function difference(from: object, to: object): Record<string, unknown> {
  const old: Record<string, unknown> = { ...from };
  const young: Record<string, unknown> = { ...to };
  return Object.fromEntries(
    [...new Set([...Object.keys(old), ...Object.keys(young)])]
      .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(young[field]))
      .map((field) => [field, young[field] ?? null]),
  );
}
