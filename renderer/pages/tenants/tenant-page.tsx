import { Button, Group } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import { type TenantPatch, type TenantView, tenantPatch } from '../../../server/contracts/tenant.ts';
import { useDefaults } from '../../api/get-defaults.ts';
import { useTenant } from '../../api/get-tenant.ts';
import { useUpdateTenant } from '../../api/update-tenant.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.ts';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { phone } from '../../ui/words.ts';
import { DeliveryTest } from '../inbox/delivery-test.tsx';
import { editCount } from './agent-draft.ts';
import { type AgentEditor, AgentEditorProvider } from './agent-editor.tsx';
import { AGENT_TABS, agentMark, CALL_HANDLING, CHARACTER } from './agent-tabs.tsx';
import { CallersTab } from './callers-tab.tsx';
import { IdentityTab } from './identity-tab.tsx';
import { InstructionsTab } from './instructions-tab.tsx';
import { KnowledgeTab } from './knowledge-tab.tsx';
import { type PartGroup, SectionNav } from './section-nav.tsx';
import { Status } from './tenants-table.tsx';
import { ToolsTab } from './tools/tools-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';

const GROUPS: readonly PartGroup[] = [
  {
    label: 'Business',
    parts: [
      { value: 'identity', label: 'Identity' },
      { value: 'knowledge', label: 'Knowledge' },
    ],
  },
  { label: 'Agent', parts: CHARACTER },
  { label: 'Calls', parts: [...CALL_HANDLING, { value: 'tools', label: 'Tools' }] },
  {
    label: 'Records',
    parts: [
      { value: 'callers', label: 'Callers' },
      { value: 'instructions', label: 'What the model gets' },
      { value: 'versions', label: 'Versions' },
    ],
  },
];

/** One tenant, in parts. */
export default function TenantPage({ id, tab }: { id: number; tab: string }) {
  const tenant = useTenant(id);
  const defaults = useDefaults();
  if (tenant.data && defaults.data) return <Tenant tenant={tenant.data} defaults={defaults.data} tab={tab} />;
  const failed = [tenant, defaults].find((query) => query.error);
  return (
    <Page title="Tenant" back={{ href: '/tenants', label: 'Tenants' }}>
      {failed ? (
        <Failed
          title="This tenant could not be loaded"
          error={failed.error}
          onRetry={() => failed.refetch()}
        />
      ) : (
        <Loading rows={3} height={140} />
      )}
    </Page>
  );
}

function Tenant({ tenant, defaults, tab }: { tenant: TenantView; defaults: AgentSettings; tab: string }) {
  const update = useUpdateTenant(tenant.id);
  const { edits, change, error, complaints, save, reset, saving, problem } = useEdits<TenantPatch>(
    {},
    { schema: tenantPatch, send: update.mutateAsync },
  );
  const { agent = {}, ...identity } = edits;
  const changes = Object.keys(identity).length + editCount(agent);
  const base = `/tenants/${tenant.id}`;
  useLeaveGuard(changes > 0, base);
  const { open } = usePractice();
  const editor: AgentEditor = {
    draft: { saved: tenant.agent, inherited: defaults, edits: agent },
    change: (next) => change(Object.keys(next).length === 0 ? identity : { ...identity, agent: next }),
    complaints,
    businessName: identity.businessName ?? tenant.businessName,
    timeZone: identity.timeZone ?? tenant.timeZone,
  };
  return (
    <Page
      title={tenant.businessName}
      back={{ href: '/tenants', label: 'Tenants' }}
      lead={
        <Group gap="md">
          <Status status={tenant.status} />
          <span className="tabular">{tenant.phoneNumbers.map(phone).join(', ') || 'No number yet'}</span>
        </Group>
      }
      actions={
        <Button
          variant="default"
          leftSection={<IconPhone size={16} aria-hidden />}
          onClick={() => open(tenant.id)}
        >
          Call this agent
        </Button>
      }
    >
      <AgentEditorProvider value={editor}>
        <SectionNav
          groups={GROUPS}
          value={tab}
          base={base}
          label={`Settings of ${tenant.businessName}`}
          markOf={(part) =>
            part === 'identity' && Object.keys(identity).length > 0 ? 'changed' : agentMark(part, editor)
          }
        >
          {tab === 'identity' && (
            <IdentityTab
              tenant={tenant}
              edits={identity}
              change={(next) => change({ ...next, ...(edits.agent ? { agent: edits.agent } : {}) })}
              error={error}
            />
          )}
          {AGENT_TABS.map(({ value, Tab }) => value === tab && <Tab key={value} />)}
          {tab === 'messages' && <DeliveryTest tenantId={tenant.id} unsaved={changes > 0} />}
          {tab === 'tools' && <ToolsTab tenantId={tenant.id} />}
          {tab === 'knowledge' && <KnowledgeTab tenant={tenant} />}
          {tab === 'instructions' && <InstructionsTab tenantId={tenant.id} unsaved={changes > 0} />}
          {tab === 'callers' && <CallersTab tenant={tenant} />}
          {tab === 'versions' && <VersionsTab tenant={tenant} />}
        </SectionNav>
      </AgentEditorProvider>
      <SaveBar changes={changes} saving={saving} problem={problem} onSave={save} onDiscard={reset} />
    </Page>
  );
}
