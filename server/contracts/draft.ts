import { z } from 'zod';
import { agentOverrides, agentPatch } from './agent.ts';
import { change } from './tenant.ts';

/** An agent that is tried out before callers meet it. */
export const agentDraft = z.object({
  /** All that the tenant overrides, as it would be once published. */
  agent: agentOverrides,
  /** The version of the tenant it was begun from. */
  basedOn: z.number().int().min(1),
  updatedAt: z.iso.datetime(),
});
export type AgentDraft = z.infer<typeof agentDraft>;

/** `GET /api/tenants/:id/draft`; `draft` is `null` when there is none. `changes`: against what is published now. */
export const agentDraftView = z.object({
  draft: agentDraft.nullable(),
  changes: z.array(change),
  /** What is published was changed since the draft was begun. */
  outdated: z.boolean(),
});
export type AgentDraftView = z.infer<typeof agentDraftView>;

/** `PATCH /api/tenants/:id/draft`: changes the draft, or begins one. `DELETE` drops it. `POST …/draft/publish` → tenant. */
export const agentDraftPatch = z.strictObject({ agent: agentPatch });
