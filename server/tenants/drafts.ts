import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { patchAgent } from '../agent/patch.ts';
import { type AgentOverrides, type AgentPatch, agentOverrides } from '../contracts/agent.ts';
import { type AgentDraftView, agentDraft } from '../contracts/draft.ts';
import type { ServerEvent } from '../contracts/events.ts';
import type { Tenant } from '../contracts/tenant.ts';
import { type Clock, isoNow } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import type { TenantScope } from '../store/scope.ts';
import type { DocumentKind, DocumentStore } from '../store/store.ts';
import { changesBetween } from './changes.ts';
import { rebased } from './draft-rebase.ts';
import type { Tenants } from './tenants.ts';

const keptDraft = agentDraft.extend({
  /** What was published when the draft was last changed: by it is told what the draft has touched. */
  base: agentOverrides,
});
type KeptDraft = z.infer<typeof keptDraft>;

/** The draft of a tenant's agent, under the key `DRAFT_KEY`; there is at most one. */
export const AGENT_DRAFT: DocumentKind<KeptDraft> = {
  name: 'agent-draft',
  scope: 'tenant',
  schema: keptDraft,
  schemaVersion: 1,
};
const DRAFT_KEY = 'draft';

interface DraftsParts {
  store: DocumentStore;
  tenants: Tenants;
  clock: Clock;
  publish(event: ServerEvent): void;
}

/**
 * Agents that are tried out before callers meet them. A draft touches some settings; all others follow what is published,
 * whatever happens to it meanwhile. All methods reject with `not-found` for a tenant that is not there.
 */
export class Drafts {
  readonly #parts: DraftsParts;

  constructor(parts: DraftsParts) {
    this.#parts = parts;
  }

  async view(scope: TenantScope): Promise<AgentDraftView> {
    return viewOf(this.#parts.tenants.get(scope), await this.#read(scope));
  }

  /** All that the tenant would override were its draft published now. Rejects with `conflict` when there is none. */
  async agentOf(scope: TenantScope): Promise<AgentOverrides> {
    const { agent } = this.#parts.tenants.get(scope);
    return rebased(await this.#need(scope), agent);
  }

  /** Changes the draft, or begins one. What was published since it was last changed is taken in first. */
  async update(scope: TenantScope, patch: AgentPatch): Promise<AgentDraftView> {
    const { clock, store, tenants } = this.#parts;
    const view = await store.transact(scope, async (writer) => {
      // Within the transaction, so that nothing is written once the tenant is being erased.
      const tenant = tenants.get(scope);
      const kept = await writer.get(AGENT_DRAFT, DRAFT_KEY);
      const agent = patchAgent(kept ? rebased(kept, tenant.agent) : tenant.agent, patch);
      const draft = { agent, base: tenant.agent, basedOn: tenant.version, updatedAt: isoNow(clock) };
      await writer.put(AGENT_DRAFT, DRAFT_KEY, draft);
      return viewOf(tenant, draft);
    });
    this.#announce(scope);
    return view;
  }

  /** Resolves with whether there was one. */
  async drop(scope: TenantScope): Promise<boolean> {
    this.#parts.tenants.get(scope);
    const dropped = await this.#parts.store.transact(scope, async (writer) => {
      if (!(await writer.get(AGENT_DRAFT, DRAFT_KEY))) return false;
      await writer.remove(AGENT_DRAFT, DRAFT_KEY);
      return true;
    });
    if (dropped) this.#announce(scope);
    return dropped;
  }

  /**
   * Makes the draft what callers meet: a new version of the tenant, unless it changes nothing. Rejects with `conflict` when
   * there is none, and with `invalid` over a transfer that can't be dialled; the draft then stays. `by` is who acts.
   */
  async publish(scope: TenantScope, by: string): Promise<Tenant> {
    const { store, tenants } = this.#parts;
    const draft = await this.#need(scope);
    const tenant = await tenants.replaceAgent(scope, (published) => rebased(draft, published), by);
    await store.transact(scope, async (writer) => {
      const kept = await writer.get(AGENT_DRAFT, DRAFT_KEY);
      // One that was changed meanwhile holds what is not published yet.
      if (isDeepStrictEqual(kept, draft)) await writer.remove(AGENT_DRAFT, DRAFT_KEY);
    });
    this.#announce(scope);
    return tenant;
  }

  async #need(scope: TenantScope): Promise<KeptDraft> {
    const { businessName } = this.#parts.tenants.get(scope);
    const draft = await this.#read(scope);
    if (!draft) throw new AppError('conflict', `${businessName} has no draft. Change something of it first.`);
    return draft;
  }

  #read(scope: TenantScope): Promise<KeptDraft | undefined> {
    return this.#parts.store.read(scope, (reader) => reader.get(AGENT_DRAFT, DRAFT_KEY));
  }

  #announce({ tenantId }: TenantScope): void {
    this.#parts.publish({ type: 'draft.changed', tenantId });
  }
}

function viewOf({ agent: published }: Tenant, kept: KeptDraft | undefined): AgentDraftView {
  if (!kept) return { draft: null, changes: [], outdated: false };
  const { basedOn, updatedAt } = kept;
  const agent = rebased(kept, published);
  return {
    draft: { agent, basedOn, updatedAt },
    changes: changesBetween({ agent: published }, { agent }),
    outdated: changesBetween(kept.base, published).length > 0,
  };
}
