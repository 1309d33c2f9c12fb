import type { AgentSettings } from '../../contracts/agent.ts';
import type { CallerMemory } from '../../contracts/memory.ts';
import type { KnowledgeBrief } from '../../knowledge/shelf.ts';
import type { ToolSpec } from '../../model/engine.ts';

export interface InstructionInput {
  settings: AgentSettings;
  businessName: string;
  /** IANA name of the tenant's zone. */
  timeZone: string;
  /** What may be said of the caller; `null`: nothing is remembered. */
  memory: CallerMemory | null;
  /** More is remembered, but only to be said once the caller has passed the check. */
  isWithheld: boolean;
  /** Whether the caller shows a number, so that nobody need ask for one. */
  numberKnown: boolean;
  /** What the caller hears first, as rendered. */
  greeting: string;
  /** Tag of the language the call begins in. */
  language: string;
  /** Now, in milliseconds since the epoch. */
  atMs: number;
  knowledge: KnowledgeBrief;
  /** What the model can do in this call. */
  tools: readonly ToolSpec[];
}

export const asList = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

export const hasTool = ({ tools }: InstructionInput, name: string) =>
  tools.some((tool) => tool.name === name);
