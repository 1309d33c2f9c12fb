import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseExport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { BackupList as Backups } from '../../../server/contracts/backup.ts';
import { useBeginTask } from '../../api/begin-task.ts';
import { messageOf } from '../../api/client.ts';
import { useBackups } from '../../api/get-backups.ts';
import { useTask, useTaskOn } from '../../api/get-tasks.ts';
import { keys } from '../../api/keys.ts';
import { say } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TaskProgress } from '../../ui/task-progress.tsx';
import { AsideSection } from './aside-section.tsx';
import { BackupFolder } from './backup-folder.tsx';
import { BackupList } from './backup-list.tsx';
import { RestoreSection } from './restore-section.tsx';

/** Copies of everything, and the way back to one. The one being looked at for a restore stands in the address. */
export function BackupPart() {
  const query = useBackups();
  return (
    <Loaded query={query} what="The backups" loading={<Loading rows={3} height={140} />}>
      {(list) => <Parts list={list} />}
    </Loaded>
  );
}

function Parts({ list }: { list: Backups }) {
  const [search, setSearch] = useSearchParams();
  const chosen = list.backups.find(({ name }) => name === search.get('restore'));
  const choose = (name: string | null) => setSearch(name === null ? {} : { restore: name });
  return (
    <Stack gap="lg">
      {list.problem !== null && (
        <Alert
          role="alert"
          color="red"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title="The folder of backups can’t be used"
        >
          {list.problem}
        </Alert>
      )}
      {chosen ? (
        <RestoreSection key={chosen.name} backup={chosen} onClose={() => choose(null)} />
      ) : (
        <>
          <MakeSection />
          {list.aside && <AsideSection aside={list.aside} />}
          <BackupList backups={list.backups} onRestore={choose} />
          <BackupFolder list={list} />
        </>
      )}
    </Stack>
  );
}

function MakeSection() {
  const [withRecordings, setWithRecordings] = useState(true);
  const [taskId, setTaskId] = useTaskOn('backups');
  const isBusy = useTask(taskId)?.state === 'running';
  const client = useQueryClient();
  const begin = useBeginTask();
  const start = () =>
    begin.mutate(
      { path: '/api/backups', body: { withRecordings } },
      { onSuccess: ({ id }) => setTaskId(id) },
    );
  const refresh = () => client.invalidateQueries({ queryKey: keys.backups });
  return (
    <Section
      title="Back up now"
      lead="One file with every tenant, call, memory, setting and the audit log, read again after it was written. Calls go on meanwhile."
    >
      {begin.error && (
        <Alert role="alert" color="red">
          {messageOf(begin.error)}
        </Alert>
      )}
      {taskId !== null && (
        <TaskProgress
          id={taskId}
          onDone={() => {
            setTaskId(null);
            say('The backup was made and checked.');
            void refresh();
          }}
          onFailed={() => void refresh()}
        />
      )}
      <Group justify="space-between" gap="md">
        <Checkbox
          label="With the recordings of calls"
          checked={withRecordings}
          onChange={(event) => setWithRecordings(event.currentTarget.checked)}
        />
        <Button
          leftSection={<IconDatabaseExport size={18} aria-hidden />}
          onClick={start}
          loading={begin.isPending}
          disabled={isBusy}
        >
          Back up now
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Your keys (OpenAI, Twilio, ngrok, mail) are in no backup, nor is the key that seals the tenants’ own
        secrets: on another computer both must be entered again. A backup is not encrypted; keep it where you
        would keep your callers’ data.
      </Text>
    </Section>
  );
}
