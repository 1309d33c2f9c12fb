import type { BusinessFacts, ConversationSpec } from '../../engine.ts';
import type { ToolName } from './state.ts';
import { type Wording, wordingFor } from './wording.ts';

/** What a dialog needs to know that does not change during the call. */
export interface DialogSetting {
  facts: BusinessFacts;
  words: Wording;
  /** Names that callers may have besides the usual ones. */
  knownNames: readonly string[];
  /** What can be done in this call. */
  can(tool: ToolName): boolean;
  /** Appointments can be asked for in this call. */
  appointments: boolean;
}

export function settingFor({ facts, tools }: Pick<ConversationSpec, 'facts' | 'tools'>): DialogSetting {
  const names = new Set(tools.map(({ name }) => name));
  const appointments = facts.appointments && names.has('request_appointment');
  const transfers = facts.destinations.length > 0 && names.has('transfer_call');
  return {
    facts: { ...facts, destinations: transfers ? facts.destinations : [] },
    words: wordingFor({ ...facts, appointments, destinations: transfers ? facts.destinations : [] }),
    knownNames: facts.names,
    can: (tool) => names.has(tool),
    appointments,
  };
}
