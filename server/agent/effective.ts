import {
  AGENT_FIELDS,
  type AgentOverrides,
  type AgentSettings,
  type EffectiveAgent,
} from '../contracts/agent.ts';
import { SLIDERS, type Slider } from '../contracts/sliders.ts';
import { NEUTRAL } from './sliders.ts';

type Inherited<T> = { value: T; from: 'tenant' | 'default' };

function inherit<T>(own: T | undefined, fallback: T): Inherited<T> {
  return own === undefined ? { value: fallback, from: 'default' } : { value: own, from: 'tenant' };
}

function sliderRecord<T>(valueFor: (slider: Slider) => T): Record<Slider, T> {
  // `fromEntries` can't know that every slider is there; the map over SLIDERS makes it so.
  return Object.fromEntries(SLIDERS.map((slider) => [slider, valueFor(slider)])) as Record<Slider, T>;
}

/** Lays a tenant's overrides over the defaults, field by field and slider by slider, saying which is which. */
export function effectiveAgent(defaults: AgentSettings, own: AgentOverrides): EffectiveAgent {
  const fields = AGENT_FIELDS.map((name) => [name, inherit(own[name], defaults[name])]);
  return {
    // `fromEntries` can't know that every setting is there; the map over AGENT_FIELDS makes it so.
    ...(Object.fromEntries(fields) as EffectiveAgent),
    personality: sliderRecord((slider) =>
      inherit(own.personality?.[slider], defaults.personality[slider] ?? NEUTRAL),
    ),
  };
}

/** Like `effectiveAgent`, but the values alone: what a call uses. All 30 sliders are present. */
export function effectiveSettings(defaults: AgentSettings, own: AgentOverrides): AgentSettings {
  const sliders = sliderRecord(
    (slider) => own.personality?.[slider] ?? defaults.personality[slider] ?? NEUTRAL,
  );
  return { ...defaults, ...own, personality: sliders };
}
