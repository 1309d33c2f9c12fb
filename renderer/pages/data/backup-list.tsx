import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import type { BackupContents, BackupEntry } from '../../../server/contracts/backup.ts';
import { useDeleteBackup } from '../../api/delete-backup.ts';
import { backupFileUrl } from '../../api/get-backups.ts';
import { confirm } from '../../ui/confirm.tsx';
import { Moment } from '../../ui/moment.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Empty } from '../../ui/states.tsx';
import classes from './data.module.css';
import { countWords, sizeWords } from './data-words.ts';

/** The backups that are there, newest first, and what can be done with each. */
export function BackupList({
  backups,
  onRestore,
}: {
  backups: BackupEntry[];
  onRestore(name: string): void;
}) {
  if (backups.length === 0)
    return (
      <Empty icon={<IconArchive size={24} />} title="No backups yet">
        Make the first one above. A backup from another computer appears here once its file lies in the folder
        below.
      </Empty>
    );
  return (
    <Section title="Backups" lead={`${countWords(backups.length, 'file')}, newest first`}>
      <ul className={classes.list} aria-label="Backups">
        {backups.map((backup) => (
          <li key={backup.name} className={classes.entry}>
            <Entry backup={backup} onRestore={() => onRestore(backup.name)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Entry({ backup, onRestore }: { backup: BackupEntry; onRestore(): void }) {
  const { name, about, problem, sizeBytes, forgottenSince } = backup;
  const remove = useDeleteBackup();
  const ask = async () => {
    const sure = await confirm({
      title: 'Delete this backup?',
      text: `${name} is erased from the disk and can’t be brought back.`,
      confirm: 'Delete backup',
      danger: true,
    });
    if (!sure) return;
    remove.mutate(name, {
      onSuccess: () => say('The backup was deleted.'),
      onError: (error) => sayFailed('The backup was not deleted', error),
    });
  };
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} className={classes.words}>
        <Group gap="xs">
          {about ? <Moment iso={about.at} fw={600} /> : <Text fw={600}>Not a usable backup</Text>}
          <Text size="sm" c="dimmed">
            {sizeWords(sizeBytes)}
            {about && ` · version ${about.version}`}
          </Text>
          {forgottenSince > 0 && (
            <Badge color="red.9">Holds {countWords(forgottenSince, 'forgotten caller')}</Badge>
          )}
        </Group>
        <Text size="sm">{about ? contentWords(about.contents, about.withRecordings) : problem}</Text>
        <Text size="xs" c="dimmed" className={classes.name}>
          {name}
        </Text>
      </Stack>
      <Group gap="xs">
        {about && (
          <Button size="xs" variant="light" onClick={onRestore} aria-label={`Check and restore ${name}`}>
            Check and restore
          </Button>
        )}
        <Anchor href={backupFileUrl(name)} download={name} size="sm" aria-label={`Download ${name}`}>
          Download
        </Anchor>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => void ask()}
          loading={remove.isPending}
          aria-label={`Delete ${name}`}
        >
          Delete
        </Button>
      </Group>
    </Group>
  );
}

/** What a backup holds, in one line. */
export function contentWords(contents: BackupContents, withRecordings: boolean): string {
  const { tenants, calls, callers, messages, knowledge, recordings } = contents;
  return [
    countWords(tenants.length, 'tenant'),
    countWords(calls, 'call'),
    countWords(callers, 'remembered caller'),
    countWords(messages, 'message'),
    countWords(knowledge, 'piece of knowledge', 'pieces of knowledge'),
    withRecordings ? countWords(recordings, 'recording') : 'no recordings',
  ].join(', ');
}
