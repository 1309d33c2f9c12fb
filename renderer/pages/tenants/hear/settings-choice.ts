import type { AgentOverrides, AgentPatch, PersonalityPreset } from '../../../../server/contracts/agent.ts';
import { SLIDERS } from '../../../../server/contracts/sliders.ts';
import { type AgentDraft, editCount, NEUTRAL, patchBetween, withEdits } from '../agent-draft.ts';

/** Where settings can be heard before they are saved. */
export interface Stage {
  tenantId: number;
  published: AgentOverrides;
  /** `null`: there is no draft. */
  draft: AgentOverrides | null;
}

/** Settings that can be heard, as a change of what is published. */
export interface Hearable {
  value: string;
  label: string;
  agent: AgentPatch;
}

interface Given {
  stage: Stage;
  /** What is being edited. */
  editing: AgentDraft;
  presets: readonly PersonalityPreset[];
}

/** All that can be compared: what is published, what is not yet, the default personality and the presets. */
export function hearables({ stage, editing, presets }: Given): Hearable[] {
  const { published, draft } = stage;
  const all: Hearable[] = [{ value: 'published', label: 'Published', agent: {} }];
  if (editCount(editing.edits) > 0) {
    const agent = patchBetween(published, withEdits(editing.saved, editing.edits));
    all.push({ value: 'edit', label: 'This edit', agent });
  }
  if (draft) all.push({ value: 'draft', label: 'The draft', agent: patchBetween(published, draft) });
  all.push({ value: 'default', label: 'Default personality', agent: { personality: null } });
  for (const { id, title, personality } of presets) {
    const sliders = SLIDERS.map((slider) => [slider, personality[slider] ?? NEUTRAL]);
    all.push({
      value: `preset ${id}`,
      label: `Preset: ${title}`,
      agent: { personality: Object.fromEntries(sliders) },
    });
  }
  return all;
}
