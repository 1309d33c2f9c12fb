import type { AgentSettings } from '../../../server/contracts/agent.ts';
import { type PlainField, shown, withValue } from './agent-draft.ts';
import { useAgentEditor } from './agent-editor.tsx';

/** One setting of the agent being edited, ready for an input. */
export function useField<F extends PlainField>(field: F, fallback: AgentSettings[F]) {
  const { draft, change, error } = useAgentEditor();
  return {
    ...shown(draft, field, fallback),
    error: error(`agent.${field}`),
    set: (value: AgentSettings[F]) => change(withValue(draft, field, value)),
    /** Absent where there is nothing to inherit from. */
    inherit: draft.inherited === null ? null : () => change(withValue(draft, field, null)),
  };
}
