import { z } from 'zod';
import { agentOverrides, agentPatch } from './agent.ts';
import { change } from './tenant.ts';

/** An agent that is tried out before callers meet it. */
export const agentDraft = z.object({
  /** All that the tenant would override were it published now: changes made meanwhile to what it leaves alone are in. */
  agent: agentOverrides,
  /** The version of the tenant when it was last changed. */
  basedOn: z.number().int().min(1),
  updatedAt: z.iso.datetime(),
});
export type AgentDraft = z.infer<typeof agentDraft>;

/** `GET /api/tenants/:id/draft`; `draft` is `null` when there is none. `changes`: what publishing it would change now. */
export const agentDraftView = z.object({
  draft: agentDraft.nullable(),
  changes: z.array(change),
  /** What is published was changed since the draft was last changed. */
  outdated: z.boolean(),
});
export type AgentDraftView = z.infer<typeof agentDraftView>;

/**
 * `PATCH /api/tenants/:id/draft`: changes the draft, or begins one. `DELETE` drops it. `POST …/draft/publish` → tenant: what
 * the draft left alone stays as it is published, setting by setting and slider by slider; where both were changed, the draft
 * wins.
 */
export const agentDraftPatch = z.strictObject({ agent: agentPatch });
