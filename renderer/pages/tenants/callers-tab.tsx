import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { CallerMemory, ErasureReceipt } from '../../../server/contracts/memory.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useCallers } from '../../api/get-callers.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { count, phone, plural } from '../../ui/words.ts';
import { CallerModal } from './caller-modal.tsx';
import { CallerReceipt } from './caller-receipt.tsx';
import { callerFits } from './callers/caller-search.ts';
import { CallersTable } from './callers/callers-table.tsx';
import { Receipts } from './callers/receipts.tsx';

/** The callers this tenant remembers. Which one is open, and what is searched for, is in the address. */
export function CallersTab({ tenant }: { tenant: TenantView }) {
  const query = useCallers(tenant.id);
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  const [params, setParams] = useSearchParams();
  const shown = params.get('caller');
  const show = (digits: string | null) =>
    setParams((before) => {
      if (digits === null) before.delete('caller');
      else before.set('caller', digits);
      return before;
    });
  return (
    <Stack gap="lg">
      <Loaded query={query} what="The callers">
        {(callers) => {
          const memory = callers.find(({ caller }) => caller.slice(1) === shown);
          return (
            <>
              {shown !== null && !memory && receipt === null && (
                <Alert color="gray" withCloseButton closeButtonLabel="Close" onClose={() => show(null)}>
                  Nothing is remembered of {phone(`+${shown}`)}. The caller may have been forgotten.
                </Alert>
              )}
              {callers.length === 0 ? (
                <Nobody tenantId={tenant.id} />
              ) : (
                <Callers callers={callers} zone={tenant.timeZone} onOpen={show} />
              )}
              {memory && (
                <CallerModal
                  key={memory.namespace}
                  memory={memory}
                  tenant={tenant}
                  onClose={() => show(null)}
                  onForgotten={(proven) => {
                    setReceipt(proven);
                    show(null);
                  }}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {receipt && <CallerReceipt receipt={receipt} zone={tenant.timeZone} onClose={() => setReceipt(null)} />}
      <Receipts tenant={tenant} onOpen={setReceipt} />
    </Stack>
  );
}

function Nobody({ tenantId }: { tenantId: number }) {
  const { open } = usePractice();
  return (
    <Empty
      icon={<IconUsers size={24} />}
      title="Nobody is remembered yet"
      action={<Button onClick={() => open(tenantId)}>Make a practice call</Button>}
    >
      After a call the agent remembers who rang and what it was about, for this tenant alone. Callers who
      withhold their number are never remembered.
    </Empty>
  );
}

interface CallersProps {
  callers: readonly CallerMemory[];
  zone: string;
  /** Digits of the caller's number. */
  onOpen(digits: string): void;
}

function Callers({ callers, zone, onOpen }: CallersProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const found = callers.filter((memory) => callerFits(memory, wanted));
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <TextInput
          aria-label="Find a caller"
          placeholder="Name, number, or what is remembered"
          leftSection={<IconSearch size={16} aria-hidden />}
          style={{ flex: '1 1 220px' }}
          maw={360}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed" role="status">
          {wanted === ''
            ? plural(callers.length, 'caller')
            : `${plural(found.length, 'caller')} of ${count(callers.length)}`}
        </Text>
      </Group>
      {found.length > 0 ? (
        <CallersTable callers={found} zone={zone} onOpen={onOpen} />
      ) : (
        <Empty
          icon={<IconSearch size={24} />}
          title="No caller matches"
          action={
            <Button variant="default" onClick={() => setText('')}>
              Show all callers
            </Button>
          }
        >
          Nothing that is remembered has “{text}” in it.
        </Empty>
      )}
    </Stack>
  );
}
