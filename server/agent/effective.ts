import type { AgentOverrides, AgentSettings, EffectiveAgent } from '../contracts/agent.ts';
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
  return {
    agentName: inherit(own.agentName, defaults.agentName),
    voice: inherit(own.voice, defaults.voice),
    offlineVoice: inherit(own.offlineVoice, defaults.offlineVoice),
    greeting: inherit(own.greeting, defaults.greeting),
    returningGreeting: inherit(own.returningGreeting, defaults.returningGreeting),
    language: inherit(own.language, defaults.language),
    personality: sliderRecord((slider) =>
      inherit(own.personality?.[slider], defaults.personality[slider] ?? NEUTRAL),
    ),
    instructions: inherit(own.instructions, defaults.instructions),
    hours: inherit(own.hours, defaults.hours),
    address: inherit(own.address, defaults.address),
  };
}

/** Like `effectiveAgent`, but the values alone: what a call uses. All 30 sliders are present. */
export function effectiveSettings(defaults: AgentSettings, own: AgentOverrides): AgentSettings {
  const sliders = sliderRecord(
    (slider) => own.personality?.[slider] ?? defaults.personality[slider] ?? NEUTRAL,
  );
  return { ...defaults, ...own, personality: sliders };
}
