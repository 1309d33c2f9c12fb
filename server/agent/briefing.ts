import type { AgentSettings } from '../contracts/agent.ts';
import type { CallerMemory } from '../contracts/memory.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { OFFLINE_STAND_IN } from '../contracts/voices.ts';
import type { KnowledgeBrief } from '../knowledge/shelf.ts';
import { recallable } from '../memory/sensitive.ts';
import type { BusinessFacts, ConversationSpec, ToolSpec } from '../model/engine.ts';
import { isOpen } from './hours.ts';
import { spokenOpening } from './hours-words.ts';
import { buildInstructions } from './instructions.ts';
import { openingWords } from './opening-words.ts';
import { hoursOf } from './sections/business.ts';

export interface BriefingInput {
  tenant: Tenant;
  /** The tenant's settings with all defaults laid under. */
  settings: AgentSettings;
  /** What the tenant remembers of the caller; `null` for a new or unidentified one. What is sensitive is left out here. */
  memory: CallerMemory | null;
  knowledge: KnowledgeBrief;
  /** What the model can do in this call. */
  tools: ToolSpec[];
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

function factsOf(input: BriefingInput): BusinessFacts {
  const { tenant, settings, memory, knowledge, from, atMs } = input;
  const { businessName, contactName, timeZone } = tenant;
  const { agentName, address, schedule, afterHours, transfers, appointments } = settings;
  const open = afterHours.mode === 'answer' || isOpen(schedule, atMs, timeZone);
  const opening = open ? null : spokenOpening(schedule, atMs, timeZone);
  const callerName = memory?.profile.name ?? null;
  return {
    businessName,
    agentName,
    hours: hoursOf(settings),
    address,
    names: [contactName, agentName, ...(callerName === null ? [] : [callerName])],
    open,
    closedWords: open
      ? ''
      : `We are closed at the moment.${opening === null ? '' : ` We open again ${opening}.`}`,
    destinations: transfers
      .filter((destination) => isOpen(destination.schedule, atMs, timeZone))
      .map(({ label }) => label),
    answers: knowledge.answers,
    appointments: appointments === 'request',
    callerNumber: identifiableCaller(from),
  };
}

/** What one call begins with: the words of the greeting, and all that the model is told. Pure. */
export function briefAgent(input: BriefingInput): Briefing {
  const { tenant, settings, memory, knowledge, tools, from, atMs } = input;
  const { businessName, timeZone } = tenant;
  const { agentName, voice, offlineVoice } = settings;
  const callerName = memory?.profile.name ?? null;
  const { text: greeting, language } = openingWords({
    settings,
    agentName,
    businessName,
    userName: callerName,
    isReturning: memory !== null,
    callerLanguage: memory?.profile.language ?? null,
    isOpen: isOpen(settings.schedule, atMs, timeZone),
    timeZone,
    atMs,
  });
  const recall = memory && recallable(memory, settings.memoryPolicy);
  const instructions = buildInstructions({
    settings,
    businessName,
    timeZone,
    memory: recall?.memory ?? null,
    isWithheld: recall?.withheld != null,
    numberKnown: identifiableCaller(from) !== null,
    greeting,
    language,
    atMs,
    knowledge,
    tools,
  });
  return {
    greeting,
    spec: {
      instructions,
      voice,
      offlineVoice: offlineVoice === 'auto' ? OFFLINE_STAND_IN[voice] : offlineVoice,
      language,
      languages: [...new Set([settings.language, ...settings.languages])].filter((tag) => tag !== language),
      tools,
      history: [],
      facts: factsOf(input),
      callerName,
      silenceMs: settings.silenceSeconds * 1000,
    },
  };
}
