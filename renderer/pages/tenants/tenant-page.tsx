import { Box, Button, Group } from '@mantine/core';
import { IconCopy, IconPhone } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import type { AgentDraftView } from '../../../server/contracts/draft.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useDefaults } from '../../api/get-defaults.ts';
import { useDraft } from '../../api/get-draft.ts';
import { useTenant } from '../../api/get-tenant.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { duplicate } from '../../ui/duplicate.ts';
import { useLeaveGuard } from '../../ui/leave-guard.ts';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { phone } from '../../ui/words.ts';
import { DeliveryTest } from '../inbox/delivery-test.tsx';
import { editCount } from './agent-draft.ts';
import { type AgentEditor, AgentEditorProvider } from './agent-editor.tsx';
import { AGENT_TABS, agentMark, CALL_HANDLING, CHARACTER } from './agent-tabs.tsx';
import { CallersTab } from './callers-tab.tsx';
import { DraftBar } from './drafts/draft-bar.tsx';
import { IdentityTab } from './identity-tab.tsx';
import { InstructionsTab } from './instructions-tab.tsx';
import { KnowledgeTab } from './knowledge-tab.tsx';
import { type PartGroup, SectionNav } from './section-nav.tsx';
import { Status } from './tenants-table.tsx';
import { SecretsSection } from './tools/secrets-section.tsx';
import { PUBLISHED, useTenantEdits } from './use-tenant-edits.ts';
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
  { label: 'Calls', parts: CALL_HANDLING },
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
  const queries = { tenant: useTenant(id), defaults: useDefaults(), draft: useDraft(id) };
  const { tenant, defaults, draft } = queries;
  if (tenant.data && defaults.data && draft.data)
    return <Tenant tenant={tenant.data} defaults={defaults.data} draft={draft.data} tab={tab} />;
  const failed = Object.values(queries).filter((query) => query.error);
  const [first] = failed;
  return (
    <Page title="Tenant" back={{ href: '/tenants', label: 'Tenants' }}>
      {first ? (
        <Failed
          title="This tenant could not be loaded"
          error={first.error}
          retrying={first.isFetching}
          onRetry={() => {
            for (const query of failed) void query.refetch();
          }}
        />
      ) : (
        <Loading rows={3} height={140} />
      )}
    </Page>
  );
}

interface TenantProps {
  tenant: TenantView;
  defaults: AgentSettings;
  draft: AgentDraftView;
  tab: string;
}

function Tenant({ tenant, defaults, draft: view, tab }: TenantProps) {
  const { draft } = view;
  const editing = useTenantEdits(tenant, draft);
  const { agent, identity, changes, edited, complaints } = editing;
  const base = `/tenants/${tenant.id}`;
  useLeaveGuard(changes > 0, base);
  const editor: AgentEditor = {
    draft: { saved: edited?.agent ?? tenant.agent, inherited: defaults, edits: agent },
    change: editing.changeAgent,
    complaints,
    businessName: identity.businessName ?? tenant.businessName,
    timeZone: identity.timeZone ?? tenant.timeZone,
    stage: { tenantId: tenant.id, published: tenant.agent, draft: draft?.agent ?? null },
  };
  const hasAgentEdits = editCount(agent) > 0;
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
      actions={<Actions tenantId={tenant.id} />}
    >
      {draft && (
        <DraftBar
          tenant={tenant}
          view={{ ...view, draft }}
          editing={edited !== null}
          unsaved={hasAgentEdits}
        />
      )}
      <AgentEditorProvider value={editor}>
        <SectionNav
          groups={GROUPS}
          value={tab}
          base={base}
          query={draft && !edited ? `?${PUBLISHED}` : ''}
          label={`Settings of ${tenant.businessName}`}
          markOf={(part) =>
            part === 'identity' && Object.keys(identity).length > 0 ? 'changed' : agentMark(part, editor)
          }
        >
          {tab === 'identity' && (
            <IdentityTab
              tenant={tenant}
              edits={identity}
              change={editing.changeIdentity}
              error={editing.error}
            />
          )}
          <TenantPart tab={tab} tenant={tenant} unsaved={changes > 0 || edited !== null} />
        </SectionNav>
      </AgentEditorProvider>
      <SaveBar
        changes={changes}
        saving={editing.saving}
        problem={editing.problem}
        onSave={editing.save}
        onDiscard={editing.reset}
        {...(edited && hasAgentEdits && { verb: 'Save to the draft' })}
        other={!draft && hasAgentEdits ? { label: 'Save as draft', act: editing.saveAsDraft } : undefined}
      />
    </Page>
  );
}

function Actions({ tenantId }: { tenantId: number }) {
  const { open } = usePractice();
  return (
    <>
      <Button
        component={Link}
        href={duplicate(tenantId)}
        variant="default"
        leftSection={<IconCopy size={16} aria-hidden />}
      >
        Duplicate
      </Button>
      <Button
        variant="default"
        leftSection={<IconPhone size={16} aria-hidden />}
        onClick={() => open(tenantId)}
      >
        Call this agent
      </Button>
    </>
  );
}

/** Every part but the tenant's identity. `unsaved`: what the page shows is not all that callers meet. */
function TenantPart({ tab, tenant, unsaved }: { tab: string; tenant: TenantView; unsaved: boolean }) {
  return (
    <>
      {AGENT_TABS.map(({ value, Tab }) => value === tab && <Tab key={value} />)}
      {tab === 'messages' && <DeliveryTest tenantId={tenant.id} unsaved={unsaved} />}
      {tab === 'tools' && (
        <Box mt="lg">
          <SecretsSection tenantId={tenant.id} />
        </Box>
      )}
      {tab === 'knowledge' && <KnowledgeTab tenant={tenant} />}
      {tab === 'instructions' && <InstructionsTab tenantId={tenant.id} unsaved={unsaved} />}
      {tab === 'callers' && <CallersTab tenant={tenant} />}
      {tab === 'versions' && <VersionsTab tenant={tenant} />}
    </>
  );
}
