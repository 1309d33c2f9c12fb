import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { OFFLINE_STAND_IN } from '../contracts/voices.ts';
import type { ConversationSpec } from '../model/engine.ts';
import { renderGreeting } from './greeting.ts';
import { buildInstructions } from './instructions.ts';
import { agentTools } from './tools.ts';

export interface BriefingInput {
  tenant: Tenant;
  /** The tenant's settings with all defaults laid under. */
  settings: AgentSettings;
  /** What the tenant remembers of the caller; `null` for a new or unidentified one. */
  memory: CallerMemory | null;
  /** As the carrier gave it. */
  from: string;
  /** When the call comes, in milliseconds since the epoch. */
  atMs: number;
}

export interface Briefing {
  spec: ConversationSpec;
  /** The first words, rendered. */
  greeting: string;
}

/** What one call begins with: the words of the greeting, and all that the model is told. Pure. */
export function briefAgent({ tenant, settings, memory, from, atMs }: BriefingInput): Briefing {
  const { businessName, contactName, timeZone } = tenant;
  const { agentName, voice, offlineVoice, language, hours, address } = settings;
  const callerName = memory?.profile.name ?? null;
  const template = memory ? settings.returningGreeting : settings.greeting;
  const greeting = renderGreeting(template, {
    agentName,
    businessName,
    userName: callerName,
    timeZone,
    atMs,
  });
  const numberKnown = identifiableCaller(from) !== null;
  const instructions = buildInstructions({
    settings,
    businessName,
    timeZone,
    memory,
    numberKnown,
    greeting,
    atMs,
  });
  const names = [contactName, agentName, ...(callerName === null ? [] : [callerName])];
  return {
    greeting,
    spec: {
      instructions,
      voice,
      offlineVoice: offlineVoice === 'auto' ? OFFLINE_STAND_IN[voice] : offlineVoice,
      language,
      tools: agentTools(),
      languages: settings.languages,
      history: [],
      facts: {
        businessName,
        agentName,
        hours,
        address,
        names,
        open: true,
        closedWords: '',
        destinations: [],
        answers: [],
        appointments: false,
        callerNumber: identifiableCaller(from),
      },
      callerName,
    },
  };
}
