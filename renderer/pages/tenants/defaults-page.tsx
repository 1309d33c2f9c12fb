import { type AgentPatch, type AgentSettings, agentPatch } from '../../../server/contracts/agent.ts';
import { useDefaults } from '../../api/get-defaults.ts';
import { useUpdateDefaults } from '../../api/update-defaults.ts';
import { valuesOf } from '../../ui/edits.ts';
import { useLeaveGuard } from '../../ui/leave-guard.ts';
import { Page } from '../../ui/page.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useEdits } from '../../ui/use-edits.ts';
import { viewerZone } from '../../ui/zones.ts';
import { editCount } from './agent-draft.ts';
import { type AgentEditor, AgentEditorProvider } from './agent-editor.tsx';
import { AGENT_TABS, agentMark, CALL_HANDLING, CHARACTER } from './agent-tabs.tsx';
import { SectionNav } from './section-nav.tsx';

const GROUPS = [
  { label: 'Agent', parts: CHARACTER },
  { label: 'Calls', parts: CALL_HANDLING },
];

/** What every tenant's agent is where the tenant has nothing of its own. */
export default function DefaultsPage({ tab }: { tab: string }) {
  const query = useDefaults();
  return (
    <Page
      title="Defaults"
      back={{ href: '/tenants', label: 'Tenants' }}
      lead="What an agent uses wherever its tenant has no setting of its own. A change here reaches all of those at once."
    >
      <Loaded query={query} what="The defaults" loading={<Loading rows={2} height={200} />}>
        {(defaults) => <Defaults defaults={defaults} tab={tab} />}
      </Loaded>
    </Page>
  );
}

function Defaults({ defaults, tab }: { defaults: AgentSettings; tab: string }) {
  const update = useUpdateDefaults();
  const { edits, change, complaints, save, reset, saving, problem } = useEdits<AgentPatch, () => void>({
    schema: agentPatch,
    base: defaults,
    async send(patch) {
      await update.mutateAsync(patch);
      const undo = () => update.mutateAsync(valuesOf(defaults, patch));
      return () => sayWithUndo({ message: 'Saved.', undo, undone: 'The change was taken back.' });
    },
    saved: (say) => say(),
  });
  const changes = editCount(edits);
  useLeaveGuard(changes > 0, '/defaults');
  const editor: AgentEditor = {
    draft: { saved: defaults, inherited: null, edits },
    change,
    // The fields of a tenant's agent have a longer path than those of the defaults themselves.
    complaints: (path) => complaints(path.replace(/^agent\./, '')),
    businessName: 'Acme Plumbing',
    timeZone: viewerZone(),
    stage: null,
  };
  return (
    <AgentEditorProvider value={editor}>
      <SectionNav
        groups={GROUPS}
        value={tab}
        base="/defaults"
        label="Parts of the defaults"
        markOf={(part) => agentMark(part, editor)}
      >
        {AGENT_TABS.map(({ value, Tab }) => value === tab && <Tab key={value} />)}
      </SectionNav>
      <SaveBar changes={changes} saving={saving} problem={problem} onSave={save} onDiscard={reset} />
    </AgentEditorProvider>
  );
}
