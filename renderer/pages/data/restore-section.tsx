import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupEntry, RestoreCheck } from '../../../server/contracts/backup.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { useBackupCheck } from '../../api/get-backup-check.ts';
import { useTaskOn } from '../../api/get-tasks.ts';
import { keys } from '../../api/keys.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { dateTime } from '../../ui/zones.ts';
import { contentWords } from './backup-list.tsx';
import { countWords, someNames } from './data-words.ts';
import { Restarting } from './restarting.tsx';

/** A restore in two steps: all of the backup is read first, then it takes the place of the present data. */
export function RestoreSection({ backup, onClose }: { backup: BackupEntry; onClose(): void }) {
  const [checkId, setCheckId] = useTaskOn(backup.name);
  const [isChecked, setChecked] = useState(false);
  const begin = useBeginTask();
  const client = useQueryClient();
  const check = () =>
    begin.mutate(
      { path: `/api/backups/${encodeURIComponent(backup.name)}/check` },
      { onSuccess: ({ id }) => setCheckId(id) },
    );
  const { about } = backup;
  return (
    <Section
      title={about ? `Restore the backup of ${dateTime(about.at)}` : 'Restore a backup'}
      lead={about ? contentWords(about.contents, about.withRecordings) : backup.problem}
      actions={
        <Button variant="default" size="xs" onClick={onClose}>
          All backups
        </Button>
      }
    >
      {begin.error && (
        <Alert role="alert" color="red">
          {messageOf(begin.error)}
        </Alert>
      )}
      {checkId !== null && (
        <TaskProgress
          id={checkId}
          onDone={() => {
            setChecked(true);
            void client.invalidateQueries({ queryKey: keys.backupCheck(backup.name) });
          }}
        >
          <Button size="xs" variant="default" onClick={check}>
            Check again
          </Button>
        </TaskProgress>
      )}
      {checkId === null && (
        <Stack gap="sm" align="flex-start">
          <Text size="sm">
            First all of it is read, and every document and the audit log are proven. Nothing is changed by
            that.
          </Text>
          <Button onClick={check} loading={begin.isPending} disabled={!about}>
            Check this backup
          </Button>
        </Stack>
      )}
      {isChecked && <Checked name={backup.name} onClose={onClose} />}
    </Section>
  );
}

function Checked({ name, onClose }: { name: string; onClose(): void }) {
  const query = useBackupCheck(name, true);
  return (
    <Loaded query={query} what="What the check found">
      {(check) => <Found check={check} onClose={onClose} />}
    </Loaded>
  );
}

function Found({ check, onClose }: { check: RestoreCheck; onClose(): void }) {
  const [taskId, setTaskId] = useState<string | null>(null);
  const begin = useBeginTask();
  const restore = async () => {
    const sure = await confirm({
      title: 'Restore this backup?',
      text: `Everything goes back to ${dateTime(check.about.at)}. The data of now is kept aside, and you can switch back to it. Ringhouse starts again by itself; your keys stay as they are.`,
      confirm: 'Restore',
      danger: true,
    });
    if (sure)
      begin.mutate(
        { path: `/api/backups/${encodeURIComponent(check.name)}/restore` },
        { onSuccess: ({ id }) => setTaskId(id) },
      );
  };
  return (
    <Stack gap="md">
      <Alert color="teal" icon={<IconCircleCheck size={18} aria-hidden />}>
        <Text fw={600} size="sm">
          The backup is whole
        </Text>
        {countWords(check.goodDocuments, 'document')} and{' '}
        {countWords(check.audit.entries, 'entry', 'entries')} of the audit log were read and proven. Version{' '}
        {check.about.version} made it.
      </Alert>
      <Losses check={check} />
      {begin.error && (
        <Alert role="alert" color="red" title="It was not restored">
          {messageOf(begin.error)}
        </Alert>
      )}
      {taskId === null ? (
        <Group justify="flex-end">
          <Button color="red.8" onClick={() => void restore()} loading={begin.isPending}>
            Restore this backup
          </Button>
        </Group>
      ) : (
        <Restarting
          taskId={taskId}
          onBack={onClose}
          onAgain={() => setTaskId(null)}
          said="The backup was restored."
        />
      )}
    </Stack>
  );
}

/** What would be different afterwards. */
function Losses({ check: { lost, returning, forgottenSince, about } }: { check: RestoreCheck }) {
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        What would change
      </Text>
      <List size="sm" spacing={4}>
        <List.Item>
          {lost.calls === 0
            ? 'No call was taken since.'
            : `${countWords(lost.calls, 'call')} since then would be gone, with what was learnt in them.`}
        </List.Item>
        <List.Item>
          {lost.auditEntries === 0
            ? 'Nothing was changed since, as far as the audit log tells.'
            : `${countWords(lost.auditEntries, 'act')} since then would be undone.`}
        </List.Item>
        {lost.tenants.length > 0 && <List.Item>Gone: {someNames(lost.tenants)}, made since.</List.Item>}
        {returning.length > 0 && <List.Item>Back again: {someNames(returning)}, deleted since.</List.Item>}
        {forgottenSince > 0 && (
          <List.Item>
            {countWords(forgottenSince, 'caller')} forgotten since would be forgotten in it too, before any
            call is taken.
          </List.Item>
        )}
        {!about.withRecordings && (
          <List.Item>It holds no recordings; those of now are put aside with the rest.</List.Item>
        )}
      </List>
    </div>
  );
}
