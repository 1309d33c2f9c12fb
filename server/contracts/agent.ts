import { z } from 'zod';
import { caps } from './caps.ts';
import { afterHours, schedule } from './hours.ts';
import { memoryPolicy } from './memory-policy.ts';
import { delivery, followUp } from './message.ts';
import { aiNotice, recordingNotice } from './notice.ts';
import { writtenNumber } from './phone-number.ts';
import { callFields } from './reading.ts';
import { personality, SLIDERS, sliderValue } from './sliders.ts';
import { httpTools, mcpServers, toolHosts } from './tools.ts';
import { dialCountries, transferDestinations } from './transfer.ts';
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

const translation = z
  .object({
    greeting: greetingTemplate,
    returningGreeting: greetingTemplate,
    closedGreeting: greetingTemplate,
    aiNotice,
    recordingNotice,
  })
  .partial();

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
  /** First words outside the opening hours, to anybody. Empty: those of the opening hours. */
  closedGreeting: z.union([z.literal(''), greetingTemplate]),
  /** The language the agent begins in. */
  language,
  /** Further languages it may go on in when the caller speaks them. */
  languages: z.array(language).max(12),
  /** First words by language tag, for callers whose language is remembered. */
  translations: z.record(language, translation),
  personality,
  /** The tenant's own guidance, in plain words. */
  instructions: z.string().max(20_000),
  /** Opening hours as they would be said, for example "Monday to Friday, nine to five". Empty: made from `schedule`. */
  hours: z.string().trim().max(500),
  /** Postal address as it would be said. Empty: not known. */
  address: z.string().trim().max(300),
  /** Opening hours to be reckoned with. */
  schedule,
  afterHours,
  transfers: transferDestinations,
  /** Where calls may be transferred to; premium numbers never. */
  dialCountries,
  delivery,
  /** `request`: ask for times and pass them on. `tools`: book through the tenant's own tools. */
  appointments: z.enum(['off', 'request', 'tools']),
  httpTools,
  mcpServers,
  toolHosts,
  aiNotice,
  recordingNotice,
  /** Both legs of every call as one sound file, with a notice; kept so many days. */
  recording: z.object({ on: z.boolean(), keepDays: z.number().int().min(1).max(3_650) }),
  /** How long a caller may be silent before being asked, in seconds. */
  silenceSeconds: z.number().int().min(5).max(60),
  caps,
  followUp,
  memoryPolicy,
  /** What else to note of each call: a JSON schema of a flat object. */
  callFields,
  /** Callers who are turned away. */
  blockedCallers: z.array(writtenNumber).max(1_000),
  /** What the tenant is charged on top of cost, in percent. */
  markupPercent: z.number().min(0).max(10_000),
};

/** Every setting of an agent with a value: what a call really uses. */
export const agentSettings = z.object(fields);
export type AgentSettings = z.infer<typeof agentSettings>;
type Fields = typeof fields;
/** The names of all settings, in the order in which they are kept. */
export const AGENT_FIELDS = Object.keys(fields) as readonly (keyof AgentSettings)[];

/** Only what is overridden; what is absent is inherited. */
export const agentOverrides = agentSettings.partial();
export type AgentOverrides = z.infer<typeof agentOverrides>;

const personalityPatch = z.partialRecord(z.enum(SLIDERS), sliderValue.nullable());

/** Each field through `wrap`; the casts say that the keys stay the same, which `fromEntries` can't know. */
function mapFields<Wrapped>(wrap: (field: z.ZodType) => z.ZodType): Wrapped {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, wrap(field)])) as Wrapped;
}

const nullable = mapFields<{ [Name in keyof Fields]: z.ZodNullable<Fields[Name]> }>((field) =>
  field.nullable(),
);

/** A change: `null` means inherit again, also for one slider. Groups such as `delivery` are replaced whole. */
export const agentPatch = z.strictObject({ ...nullable, personality: personalityPatch.nullable() }).partial();
export type AgentPatch = z.infer<typeof agentPatch>;

const from = z.enum(['tenant', 'default']);
type Inherited<T extends z.ZodType> = z.ZodObject<{ value: T; from: typeof from }>;
const inherited = <T extends z.ZodType>(value: T): Inherited<T> => z.object({ value, from });
const allInherited = mapFields<{ [Name in keyof Fields]: Inherited<Fields[Name]> }>(inherited);

/** Every setting with where its value comes from; `personality` slider by slider. */
export const effectiveAgent = z.object({
  ...allInherited,
  personality: z.record(z.enum(SLIDERS), inherited(sliderValue)),
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
