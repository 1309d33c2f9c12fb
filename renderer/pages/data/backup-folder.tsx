import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BackupList } from '../../../server/contracts/backup.ts';
import { useChooseBackupPlace } from '../../api/choose-backup-place.ts';
import { messageOf } from '../../api/client.ts';
import { say } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';

/** Where backups are kept: another disk is better than this one. */
export function BackupFolder({ list }: { list: BackupList }) {
  const [folder, setFolder] = useState(list.folder);
  const choose = useChooseBackupPlace();
  const isUsual = list.folder === list.defaultFolder;
  const save = (next: string | null) =>
    choose.mutate(next, {
      onSuccess(saved) {
        setFolder(saved.folder);
        say('Backups are kept there from now on.');
      },
    });
  return (
    <Section
      title="Where backups are kept"
      lead="A folder on another disk, or one that is copied elsewhere, also survives the loss of this computer."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save(folder.trim());
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Folder"
            description="The whole path, such as /Volumes/Backup/Ringhouse or D:\Backup"
            value={folder}
            onChange={(event) => setFolder(event.currentTarget.value)}
            error={choose.error ? messageOf(choose.error) : undefined}
            autoComplete="off"
            spellCheck={false}
          />
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="dimmed">
              {isUsual ? 'This is the usual place, beside the data.' : ''}
            </Text>
            <Group gap="xs">
              {!isUsual && (
                <Button variant="default" onClick={() => save(null)} loading={choose.isPending}>
                  Back to the usual place
                </Button>
              )}
              <Button
                type="submit"
                variant="light"
                disabled={folder.trim() === '' || folder.trim() === list.folder}
                loading={choose.isPending}
              >
                Use this folder
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
