import { useSearchParams } from 'wouter';
import type { AgentPatch } from '../../../server/contracts/agent.ts';
import type { AgentDraftView } from '../../../server/contracts/draft.ts';
import { type TenantPatch, type TenantView, tenantPatch } from '../../../server/contracts/tenant.ts';
import { useUpdateDraft } from '../../api/update-draft.ts';
import { useUpdateTenant } from '../../api/update-tenant.ts';
import { say } from '../../ui/notify.ts';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { editCount } from './agent-draft.ts';
import { useTakeBack } from './use-take-back.ts';

/** In the address of a tenant's page: the published agent is edited although there is a draft. */
export const PUBLISHED = 'agent=published';

/**
 * The edits of one tenant. The agent's go into its draft while there is one, unless the address says otherwise; who the
 * tenant is has no draft and is saved at once.
 */
export function useTenantEdits(tenant: TenantView, draft: AgentDraftView['draft']) {
  const [params] = useSearchParams();
  const edited = draft !== null && params.get('agent') !== 'published' ? draft : null;
  const update = useUpdateTenant(tenant.id);
  const updateDraft = useUpdateDraft(tenant.id);
  const takeBack = useTakeBack(tenant.id);

  async function send({ agent, ...identity }: TenantPatch): Promise<TenantView | null> {
    if (edited && agent) await updateDraft.mutateAsync(agent);
    const patch = edited || !agent ? identity : { ...identity, agent };
    return Object.keys(patch).length === 0 ? null : update.mutateAsync(patch);
  }

  function saved(after: TenantView | null): void {
    const before = tenant.version;
    if (after === null) say('Saved to the draft.');
    else if (after.version === before) say('Saved.');
    else
      sayWithUndo({
        message: 'Saved.',
        undo: () => takeBack({ to: before, from: after.version }),
        undone: 'The change was taken back.',
      });
  }

  const { edits, change, saveBy, ...rest } = useEdits<TenantPatch, TenantView | null>({
    schema: tenantPatch,
    base: { ...tenant, agent: edited?.agent ?? tenant.agent },
    send,
    saved,
  });
  const { agent = {}, ...identity } = edits;
  return {
    ...rest,
    agent,
    identity,
    changes: Object.keys(identity).length + editCount(agent),
    /** The draft that is being edited; `null`: what is published is. */
    edited,
    changeAgent: (next: AgentPatch) =>
      change(Object.keys(next).length === 0 ? identity : { ...identity, agent: next }),
    changeIdentity: (next: TenantPatch) => change(edits.agent ? { ...next, agent: edits.agent } : next),
    /** Keeps the agent's edits as a draft; who the tenant is stays to be saved. */
    saveAsDraft: () =>
      saveBy({
        patch: { agent },
        send: () => updateDraft.mutateAsync(agent),
        saved: () => say('Saved as a draft. Callers meet it once you publish it.'),
      }),
  };
}
