import { Button, Group, Stack, Text } from '@mantine/core';
import type { ErasureAsker, ErasureReceipt } from '../../../../server/contracts/memory.ts';
import type { TenantView } from '../../../../server/contracts/tenant.ts';
import { useErasures } from '../../../api/get-erasures.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Section } from '../../../ui/section.tsx';
import { Failed } from '../../../ui/states.tsx';

const ASKED: Record<ErasureAsker, string> = {
  caller: 'The caller asked for it',
  operator: 'You asked for it',
  tenant: 'The tenant asked for it',
  retention: 'The days to keep were over',
};

const SHOWN = 20;

interface ReceiptsProps {
  tenant: TenantView;
  onOpen(receipt: ErasureReceipt): void;
}

/** Proof of every caller and call that was forgotten, newest first; nothing where none was. */
export function Receipts({ tenant, onOpen }: ReceiptsProps) {
  const query = useErasures(tenant.id);
  if (query.error && !query.data)
    return (
      <Failed
        title="The receipts of forgotten callers could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
      />
    );
  const receipts = query.data ?? [];
  if (receipts.length === 0) return null;
  return (
    <Section
      title="Forgotten callers and calls"
      lead="A receipt proves that a caller or a call was erased. It holds nothing by which the caller could be found again."
    >
      <Stack gap="xs">
        {receipts.slice(0, SHOWN).map((receipt) => (
          <Group key={receipt.id} justify="space-between" gap="xs">
            <Text size="sm" component="div">
              <span className="tabular">{receipt.id}</span>,{' '}
              <Moment iso={receipt.at} zone={tenant.timeZone} />
              <Text span size="sm" c="dimmed">
                {' '}
                {receipt.subject === 'call' ? 'One call. ' : ''}
                {ASKED[receipt.by]}
              </Text>
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Show receipt ${receipt.id}`}
              onClick={() => onOpen(receipt)}
            >
              Show
            </Button>
          </Group>
        ))}
        {receipts.length > SHOWN && (
          <Text size="sm" c="dimmed">
            And {receipts.length - SHOWN} older ones.
          </Text>
        )}
      </Stack>
    </Section>
  );
}
