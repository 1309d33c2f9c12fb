import { Alert, Button, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconPencil, IconPhone } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import type { AgentDraft, AgentDraftView } from '../../../../server/contracts/draft.ts';
import type { TenantView } from '../../../../server/contracts/tenant.ts';
import { useDropDraft } from '../../../api/drop-draft.ts';
import { usePublishDraft } from '../../../api/publish-draft.ts';
import { usePractice } from '../../../phone/practice-context.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { say, sayFailed } from '../../../ui/notify.ts';
import { sayWithUndo } from '../../../ui/undo.tsx';
import { plural } from '../../../ui/words.ts';
import { useTakeBack } from '../use-take-back.ts';
import { ChangeList } from '../versions/change-list.tsx';
import classes from './draft-bar.module.css';

interface DraftBarProps {
  tenant: TenantView;
  view: AgentDraftView & { draft: AgentDraft };
  /** Whether the page edits the draft, not what is published. */
  editing: boolean;
  /** There are edits that are in neither. */
  unsaved: boolean;
}

/** A draft is waiting: what it changes, and what can be done with it. */
export function DraftBar({ tenant, view, editing, unsaved }: DraftBarProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const { open } = usePractice();
  const { draft, changes, outdated } = view;
  const publish = usePublish(tenant);
  const drop = useDrop(tenant.id);
  const busy = publish.pending || drop.pending;
  return (
    <Paper component="section" aria-label="Draft" className={classes.bar}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap" align="flex-start" className={classes.words}>
            <IconPencil size={20} aria-hidden className={classes.icon} />
            <div>
              <Title order={2} size="h3">
                A draft of this agent is waiting
              </Title>
              <Text size="sm" c="dimmed" component="div">
                {changes.length === 0
                  ? 'Nothing differs from what is published'
                  : plural(changes.length, 'change')}
                , saved <Moment iso={draft.updatedAt} zone={tenant.timeZone} />. Callers meet it once it is
                published.
              </Text>
            </div>
          </Group>
          <Which editing={editing} unsaved={unsaved} />
        </Group>
        {outdated && (
          <Alert color="yellow" title="What is published was changed after this draft">
            Those changes stay when you publish, except where the draft changes the same setting: there the
            draft wins. The changes below are against what is published now.
          </Alert>
        )}
        <Group gap="xs">
          <Button onClick={publish.act} loading={publish.pending} disabled={busy || unsaved}>
            Publish
          </Button>
          <Button
            variant="default"
            leftSection={<IconPhone size={16} aria-hidden />}
            onClick={() => open(tenant.id, { draft: true })}
          >
            Try on a practice call
          </Button>
          <Button
            variant="default"
            aria-expanded={opened}
            onClick={toggle}
            rightSection={
              opened ? <IconChevronUp size={15} aria-hidden /> : <IconChevronDown size={15} aria-hidden />
            }
          >
            {opened ? 'Hide changes' : 'Show changes'}
          </Button>
          <Button variant="subtle" color="red" onClick={drop.ask} loading={drop.pending} disabled={busy}>
            Drop
          </Button>
          {unsaved && (
            <Text size="sm" c="dimmed">
              Save or discard your edits before you publish.
            </Text>
          )}
        </Group>
        {opened && (
          <div className={classes.changes}>
            {changes.length > 0 ? (
              <ChangeList changes={changes} />
            ) : (
              <Text size="sm" c="dimmed">
                The draft is the same as what is published.
              </Text>
            )}
          </div>
        )}
      </Stack>
    </Paper>
  );
}

function Which({ editing, unsaved }: { editing: boolean; unsaved: boolean }) {
  const [, setParams] = useSearchParams();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Which settings this page shows"
      // Edits belong to what they were made on.
      disabled={unsaved}
      data={[
        { value: 'draft', label: 'Edit the draft' },
        { value: 'published', label: 'Edit what is published' },
      ]}
      value={editing ? 'draft' : 'published'}
      onChange={(next) =>
        setParams(
          (params) => {
            if (next === 'published') params.set('agent', 'published');
            else params.delete('agent');
            return params;
          },
          { replace: true },
        )
      }
    />
  );
}

// Awaited in both: the draft, and this bar with it, may be gone before the answer is here.

function usePublish(tenant: TenantView) {
  const publish = usePublishDraft(tenant.id);
  const takeBack = useTakeBack(tenant.id);
  const act = async () => {
    try {
      const { version } = await publish.mutateAsync();
      if (version === tenant.version) return say('The draft was the same as what is published.');
      sayWithUndo({
        message: 'Published. Callers meet it from the next call on.',
        undo: () => takeBack({ to: tenant.version, from: version }),
        undone: 'What was published before is published again.',
      });
    } catch (error) {
      sayFailed('The draft could not be published', error);
    }
  };
  return { act, pending: publish.isPending };
}

function useDrop(tenantId: number) {
  const drop = useDropDraft(tenantId);
  const ask = async () => {
    const sure = await confirm({
      title: 'Drop the draft?',
      text: 'Its changes are lost. What is published stays as it is.',
      confirm: 'Drop the draft',
      danger: true,
    });
    if (!sure) return;
    try {
      await drop.mutateAsync();
      say('The draft was dropped.');
    } catch (error) {
      sayFailed('The draft could not be dropped', error);
    }
  };
  return { ask, pending: drop.isPending };
}
