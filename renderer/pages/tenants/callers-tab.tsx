import { Button, Paper, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallerMemory, ErasureReceipt } from '../../../server/contracts/memory.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useCallers } from '../../api/get-callers.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { phone, plural } from '../../ui/words.ts';
import { CallerModal } from './caller-modal.tsx';
import { CallerReceipt } from './caller-receipt.tsx';

/** The callers this tenant remembers. */
export function CallersTab({ tenant }: { tenant: TenantView }) {
  const query = useCallers(tenant.id);
  const [shown, setShown] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  const { open } = usePractice();
  const proof = receipt && (
    <CallerReceipt receipt={receipt} zone={tenant.timeZone} onClose={() => setReceipt(null)} />
  );
  return (
    <Loaded query={query} what="The callers">
      {(callers) => {
        if (callers.length === 0)
          return (
            <>
              {proof}
              <Empty
                icon={<IconUsers size={24} />}
                title="Nobody is remembered yet"
                action={<Button onClick={() => open(tenant.id)}>Make a practice call</Button>}
              >
                After a call the agent remembers who rang and what it was about, for this tenant alone.
                Callers who withhold their number are never remembered.
              </Empty>
            </>
          );
        const memory = callers.find(({ namespace }) => namespace === shown);
        return (
          <>
            <Paper>
              <Table.ScrollContainer minWidth={300} type="native">
                <Table aria-label="Callers">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Caller</Table.Th>
                      <Table.Th visibleFrom="sm">Calls</Table.Th>
                      <Table.Th>Last call</Table.Th>
                      <Table.Th>
                        <VisuallyHidden>Memory</VisuallyHidden>
                      </Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {callers.map((caller) => (
                      <Row key={caller.namespace} caller={caller} onOpen={() => setShown(caller.namespace)} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </Paper>
            {memory && (
              <CallerModal
                memory={memory}
                tenant={tenant}
                onClose={() => setShown(null)}
                onForgotten={(proven) => {
                  setShown(null);
                  setReceipt(proven);
                }}
              />
            )}
            {proof}
          </>
        );
      }}
    </Loaded>
  );
}

function Row({ caller, onOpen }: { caller: CallerMemory; onOpen(): void }) {
  const { name } = caller.profile;
  const number = phone(caller.caller);
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {name ?? 'Name not known'}
        </Text>
        <Text size="sm" c="dimmed" className="tabular nowrap">
          {number}
        </Text>
        {caller.openMatters.length > 0 && (
          <Text size="sm">{plural(caller.openMatters.length, 'open matter')}</Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">{plural(caller.callCount, 'call')}</Table.Td>
      <Table.Td>{caller.lastCallAt ? <Moment iso={caller.lastCallAt} /> : '–'}</Table.Td>
      <Table.Td ta="right">
        <Button variant="default" size="xs" onClick={onOpen} aria-label={`Memory of ${name ?? number}`}>
          Memory
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
