import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ErasureReceipt } from '../../../server/contracts/memory.ts';
import { Moment } from '../../ui/moment.tsx';
import { plural } from '../../ui/words.ts';

interface CallerReceiptProps {
  receipt: ErasureReceipt;
  zone: string | undefined;
  onClose(): void;
}

/** Proof that a caller or a call was forgotten, to be passed on to them. */
export function CallerReceipt({ receipt, zone, onClose }: CallerReceiptProps) {
  const { calls, deliveries, gaps, memory, messages, recordings } = receipt.erased;
  const isCall = receipt.subject === 'call';
  const parts = [
    memory ? (isCall ? 'what it taught about the caller' : 'the memory') : null,
    plural(calls, 'call'),
    plural(messages, 'message'),
    plural(deliveries, 'delivery', 'deliveries'),
    plural(recordings, 'recording'),
    plural(gaps, 'unanswered question'),
  ].filter((part) => part !== null);
  return (
    <Modal opened onClose={onClose} title={isCall ? 'The call was forgotten' : 'The caller was forgotten'}>
      <Stack gap="md">
        <Text size="sm">
          Receipt number{' '}
          <Text span fw={700} className="tabular">
            {receipt.id}
          </Text>
          , <Moment iso={receipt.at} zone={zone} />
        </Text>
        <Text size="sm">
          Erased: {parts.join(', ')}. What billing needs {isCall ? 'of it' : 'of the calls'} stays, without
          the caller.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
