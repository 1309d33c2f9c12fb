import { createContext, use } from 'react';
import type { AgentPatch } from '../../../server/contracts/agent.ts';
import type { Complaints } from '../../ui/field-errors.ts';
import type { AgentDraft } from './agent-draft.ts';
import type { Stage } from './hear/settings-choice.ts';

/** What the tabs of the agent editor work on: a tenant's agent, or the defaults. */
export interface AgentEditor {
  draft: AgentDraft;
  change(edits: AgentPatch): void;
  /** What is wrong with a setting, by its path, such as `agent.greeting`. */
  complaints(path: string): Complaints;
  /** For the previews. */
  businessName: string;
  timeZone: string;
  /** `null` for the defaults, which nobody answers calls with. */
  stage: Stage | null;
}

const AgentEditorContext = createContext<AgentEditor | null>(null);
export const AgentEditorProvider = AgentEditorContext.Provider;

export function useAgentEditor(): AgentEditor {
  const editor = use(AgentEditorContext);
  if (!editor) throw new Error('useAgentEditor needs an AgentEditorProvider above it.');
  return editor;
}
