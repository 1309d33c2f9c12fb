import { z } from 'zod';
import { personality, SLIDERS, sliderValue } from './sliders.ts';
import { offlineVoice, voice } from './voices.ts';

/** The names that may stand in braces in a greeting. */
export const PLACEHOLDERS = ['agent_name', 'business_name', 'user_name', 'time_greeting'] as const;

/** A greeting template of at most 600 characters. Braces may only hold one of `PLACEHOLDERS`. */
export const greetingTemplate = z
  .string()
  .trim()
  .min(1, 'Write what the agent says first.')
  .max(600, 'Keep the greeting under 600 characters.')
  .superRefine((text, context) => {
    const known: readonly string[] = PLACEHOLDERS;
    for (const [whole, name] of text.matchAll(/\{([^{}]*)\}/g)) {
      if (name !== undefined && known.includes(name)) continue;
      const usable = PLACEHOLDERS.map((placeholder) => `{${placeholder}}`).join(', ');
      context.addIssue({ code: 'custom', message: `There is no placeholder ${whole}. Use ${usable}.` });
    }
    if (/[{}]/.test(text.replaceAll(/\{[^{}]*\}/g, '')))
      context.addIssue({ code: 'custom', message: 'A brace is open or closed without its pair.' });
  });

/** A BCP 47 language tag, such as `en` or `en-GB`. */
export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Use a language tag such as en, en-GB or fr.');

const fields = {
  /** What the agent calls itself. */
  agentName: z.string().trim().min(1).max(60),
  voice,
  /** The voice of the offline receptionist; `auto` picks the one that stands in for `voice`. */
  offlineVoice: z.enum(['auto', ...offlineVoice.options]),
  /** First words to a caller who is not known yet. */
  greeting: greetingTemplate,
  /** First words to a caller with a memory. */
  returningGreeting: greetingTemplate,
  language,
  personality,
  /** The tenant's own guidance, in plain words. */
  instructions: z.string().max(20_000),
  /** Opening hours as they would be said, for example "Monday to Friday, nine to five". Empty: not known. */
  hours: z.string().trim().max(500),
  /** Postal address as it would be said. Empty: not known. */
  address: z.string().trim().max(300),
};

/** Every setting of an agent with a value: what a call really uses. */
export const agentSettings = z.object(fields);
export type AgentSettings = z.infer<typeof agentSettings>;

/** Only what is overridden; what is absent is inherited. */
export const agentOverrides = agentSettings.partial();
export type AgentOverrides = z.infer<typeof agentOverrides>;

const personalityPatch = z.partialRecord(z.enum(SLIDERS), sliderValue.nullable());

/** A change: `null` means inherit again, also for one slider. */
export const agentPatch = z
  .strictObject({
    agentName: fields.agentName.nullable(),
    voice: fields.voice.nullable(),
    offlineVoice: fields.offlineVoice.nullable(),
    greeting: fields.greeting.nullable(),
    returningGreeting: fields.returningGreeting.nullable(),
    language: fields.language.nullable(),
    personality: personalityPatch.nullable(),
    instructions: fields.instructions.nullable(),
    hours: fields.hours.nullable(),
    address: fields.address.nullable(),
  })
  .partial();
export type AgentPatch = z.infer<typeof agentPatch>;

const from = z.enum(['tenant', 'default']);
const inherited = <T extends z.ZodType>(value: T) => z.object({ value, from });

/** Every setting with where its value comes from; `personality` slider by slider. */
export const effectiveAgent = z.object({
  agentName: inherited(fields.agentName),
  voice: inherited(fields.voice),
  offlineVoice: inherited(fields.offlineVoice),
  greeting: inherited(fields.greeting),
  returningGreeting: inherited(fields.returningGreeting),
  language: inherited(fields.language),
  personality: z.record(z.enum(SLIDERS), inherited(sliderValue)),
  instructions: inherited(fields.instructions),
  hours: inherited(fields.hours),
  address: inherited(fields.address),
});
export type EffectiveAgent = z.infer<typeof effectiveAgent>;

/** What the model would get if this caller rang now. */
export const instructionsView = z.object({ text: z.string(), greeting: z.string() });

/** The sliders as the panel shows them: title, group, what its ends mean, and the sentence of each value band. */
export const sliderGuide = z.array(
  z.object({
    slider: z.enum(SLIDERS),
    title: z.string(),
    group: z.string(),
    low: z.string(),
    high: z.string(),
    /** In rising order; a value belongs to the band whose `from`..`to` (both included) holds it. */
    bands: z.array(z.object({ from: sliderValue, to: sliderValue, sentence: z.string() })),
  }),
);
export type SliderGuide = z.infer<typeof sliderGuide>;

export const personalityPreset = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  personality,
});
export type PersonalityPreset = z.infer<typeof personalityPreset>;
