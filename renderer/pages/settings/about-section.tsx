import { Anchor, Button, Code, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useDataFolder } from '../../api/get-data-folder.ts';
import { useStatus } from '../../api/get-status.ts';
import { desktopShell } from '../../platform/desktop-shell.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { bytes } from '../../ui/words.ts';
import { LoginSection } from './login-section.tsx';

const sayNotOpened = (): void =>
  sayFailed('The folder could not be opened', new Error('Copy its path, and open it by hand.'));

/** What runs here, and where its data is. */
export function AboutSection() {
  return (
    <>
      <Section title="This Ringhouse">
        <Loaded query={useStatus()} what="The version" loading={<Loading rows={1} />}>
          {({ version, publicPort, publicUrl }) => (
            <Table variant="vertical" layout="fixed" aria-label="This Ringhouse">
              <Table.Tbody>
                <Table.Tr>
                  <Table.Th w={160}>Version</Table.Th>
                  <Table.Td>{version}</Table.Td>
                </Table.Tr>
                <Table.Tr>
                  <Table.Th>Public port</Table.Th>
                  <Table.Td>{publicPort}, on this computer</Table.Td>
                </Table.Tr>
                <Table.Tr>
                  <Table.Th>Public address</Table.Th>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{publicUrl ?? 'None yet'}</Table.Td>
                </Table.Tr>
                <Table.Tr>
                  <Table.Th>For programs</Table.Th>
                  <Table.Td>
                    <Anchor href="/api/openapi.json" download="ringhouse-api.json" inherit underline="always">
                      The control API as OpenAPI
                    </Anchor>
                  </Table.Td>
                </Table.Tr>
              </Table.Tbody>
            </Table>
          )}
        </Loaded>
      </Section>
      {desktopShell && <LoginSection shell={desktopShell} />}
      <Section
        title="Data folder"
        lead={
          <>
            Everything is kept here, on this computer alone. Backups are under{' '}
            <TextLink href="/data">Import and backup</TextLink>, what happened under{' '}
            <TextLink href="/log">Live log</TextLink>.
          </>
        }
        actions={
          desktopShell && (
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={16} aria-hidden />}
              onClick={() => desktopShell?.showDataFolder().catch(sayNotOpened)}
            >
              Open the folder
            </Button>
          )
        }
      >
        <Loaded query={useDataFolder()} what="The data folder" loading={<Loading rows={1} height={80} />}>
          {({ path, dataBytes, freeBytes, totalBytes }) => (
            <Stack gap="sm">
              <Group gap="xs">
                <Code style={{ overflowWrap: 'anywhere' }}>{path}</Code>
                <CopyText text={path} label="Copy the path" />
              </Group>
              <Text size="sm">
                Ringhouse’s data takes {bytes(dataBytes)}. {bytes(freeBytes)} of {bytes(totalBytes)} are free.
              </Text>
              <Progress
                value={totalBytes > 0 ? (1 - freeBytes / totalBytes) * 100 : 0}
                aria-label="How full the disk is"
              />
            </Stack>
          )}
        </Loaded>
      </Section>
    </>
  );
}
