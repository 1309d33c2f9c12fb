import { Alert, Button, Group, List, Modal, Stack, Table, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import type { TransferDestination } from '../../../server/contracts/transfer.ts';
import { messageOf } from '../../api/client.ts';
import { useReadOldRules } from '../../api/read-old-rules.ts';
import { phone, plural } from '../../ui/words.ts';

interface ImportTransfersProps {
  tenantId: number;
  /** Adds what was found to the list, to be saved with it. */
  onTake(found: TransferDestination[]): void;
}

/** Takes over the transfer rules of the old system: paste, look at what would come of it, take it. */
export function ImportTransfers(props: ImportTransfersProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={open}>
        Import rules of the old system
      </Button>
      <Modal opened={opened} onClose={close} title="Import transfer rules" size="lg">
        <Import
          {...props}
          onTake={(found) => {
            props.onTake(found);
            close();
          }}
        />
      </Modal>
    </>
  );
}

const EXAMPLE = '[{"keyword": "billing", "number": "555-123-4567", "description": "Invoices"}]';

function Import({ tenantId, onTake }: ImportTransfersProps) {
  const [text, setText] = useState('');
  const read = useReadOldRules(tenantId);
  const found = read.data?.destinations ?? [];
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        Paste the rules as the old system kept them: a JSON list of keyword, number and description. Nothing
        is saved before you have seen what becomes of them.
      </Text>
      <Textarea
        label="Transfer rules"
        placeholder={EXAMPLE}
        autosize
        minRows={5}
        maxRows={16}
        data-autofocus
        value={text}
        error={read.error ? messageOf(read.error) : undefined}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          read.reset();
        }}
      />
      {read.data && <Found found={found} notes={read.data.notes} />}
      <Group justify="flex-end" gap="xs">
        <Button
          variant={found.length > 0 ? 'default' : 'filled'}
          loading={read.isPending}
          disabled={text.trim() === ''}
          onClick={() => read.mutate(text)}
        >
          Show what would happen
        </Button>
        {found.length > 0 && (
          <Button onClick={() => onTake(found)}>Add {plural(found.length, 'destination')}</Button>
        )}
      </Group>
    </Stack>
  );
}

function Found({ found, notes }: { found: readonly TransferDestination[]; notes: readonly string[] }) {
  return (
    <Stack gap="sm" role="status" aria-label="What would happen">
      {found.length === 0 ? (
        <Alert color="yellow">None of these rules can be taken over.</Alert>
      ) : (
        <Table aria-label="New destinations" withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Number</Table.Th>
              <Table.Th visibleFrom="xs">When</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map(({ label, number, when }) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td className="tabular nowrap">{phone(number)}</Table.Td>
                <Table.Td visibleFrom="xs">{when || '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {notes.length > 0 && (
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      {found.length > 0 && (
        <Text size="sm" c="dimmed">
          They are put through at once, without being announced, as in the old system. You can change that
          before you save.
        </Text>
      )}
    </Stack>
  );
}
