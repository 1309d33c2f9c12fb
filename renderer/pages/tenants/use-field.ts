import type { AgentSettings } from '../../../server/contracts/agent.ts';
import { type PlainField, shown, withValue } from './agent-draft.ts';
import { useAgentEditor } from './agent-editor.tsx';

/** One setting of the agent being edited, ready for an input. */
export function useField<F extends PlainField>(field: F, fallback: AgentSettings[F]) {
  const { draft, change, complaints } = useAgentEditor();
  const wrong = complaints(`agent.${field}`);
  return {
    ...shown(draft, field, fallback),
    /** About the setting or any part of it; `wrong` holds the parts apart. */
    error: wrong.any,
    wrong,
    set: (value: AgentSettings[F]) => change(withValue(draft, field, value)),
    /** Absent where there is nothing to inherit from. */
    inherit: draft.inherited === null ? null : () => change(withValue(draft, field, null)),
  };
}
