import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { ErasureReceipt } from '../../../server/contracts/memory.ts';
import type { TenantView } from '../../../server/contracts/tenant.ts';
import { useCaller } from '../../api/get-caller.ts';
import { useCallers } from '../../api/get-callers.ts';
import { usePractice } from '../../phone/practice-context.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { count, phone, plural } from '../../ui/words.ts';
import { CallerModal } from './caller-modal.tsx';
import { CallerReceipt } from './caller-receipt.tsx';
import { CallersTable } from './callers/callers-table.tsx';
import { Receipts } from './callers/receipts.tsx';

const TYPING_MS = 250;

/** The callers this tenant remembers. Which one is open is in the address. */
export function CallersTab({ tenant }: { tenant: TenantView }) {
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  const [params, setParams] = useSearchParams();
  const shown = params.get('caller');
  const isUnknown = useCaller(tenant.id, shown).data === null;
  const show = (digits: string | null) =>
    setParams((before) => {
      if (digits === null) before.delete('caller');
      else before.set('caller', digits);
      return before;
    });
  return (
    <Stack gap="lg">
      {shown !== null && isUnknown && receipt === null && (
        <Alert color="gray" withCloseButton closeButtonLabel="Close" onClose={() => show(null)}>
          Nothing is remembered of {phone(`+${shown}`)}. The caller may have been forgotten.
        </Alert>
      )}
      <Callers tenant={tenant} onOpen={show} />
      {shown !== null && !isUnknown && (
        <CallerModal
          key={shown}
          digits={shown}
          tenant={tenant}
          onClose={() => show(null)}
          onForgotten={(proven) => {
            setReceipt(proven);
            show(null);
          }}
        />
      )}
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
  tenant: TenantView;
  /** Digits of the caller's number. */
  onOpen(digits: string): void;
}

function Callers({ tenant, onOpen }: CallersProps) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS);
  const query = useCallers(tenant.id, text);
  return (
    <Loaded query={query} what="The callers">
      {({ remembered, total }) =>
        remembered === 0 ? (
          <Nobody tenantId={tenant.id} />
        ) : (
          <Stack gap="sm">
            <Group justify="space-between" gap="sm">
              <TextInput
                aria-label="Find a caller"
                placeholder="Name, number, or what is remembered"
                leftSection={<IconSearch size={16} aria-hidden />}
                style={{ flex: '1 1 220px' }}
                maw={360}
                maxLength={200}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
              <Text size="sm" c="dimmed" role="status">
                {text === ''
                  ? plural(remembered, 'caller')
                  : `${plural(total, 'caller')} of ${count(remembered)}`}
              </Text>
            </Group>
            {total > 0 ? (
              <CallersTable
                // Another list begins at its top.
                key={text}
                tenant={tenant}
                text={text}
                total={total}
                isStale={query.isPlaceholderData}
                onOpen={onOpen}
              />
            ) : (
              <NobodyFits text={text} onClear={() => setTyped('')} />
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}

function NobodyFits({ text, onClear }: { text: string; onClear(): void }) {
  return (
    <Empty
      icon={<IconSearch size={24} />}
      title="No caller matches"
      action={
        <Button variant="default" onClick={onClear}>
          Show all callers
        </Button>
      }
    >
      Nothing that is remembered has “{text}” in it.
    </Empty>
  );
}
