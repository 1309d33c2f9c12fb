import { Alert, Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../api/client.ts';
import { useTransferLiveCall } from '../../api/transfer-live-call.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { callerWords } from './live-words.ts';

/** Choosing to whom a caller is put through, and what that person is told. */
export function TransferModal({ call, onClose }: { call: CallNow; onClose(): void }) {
  const [label, setLabel] = useState<string | null>(
    call.destinations.length === 1 ? (call.destinations[0] ?? null) : null,
  );
  const [summary, setSummary] = useState('');
  const transfer = useTransferLiveCall(call.callSid);
  const confirm = () => {
    if (label === null) return;
    const told = summary.trim();
    transfer.mutate({ label, ...(told !== '' && { summary: told }) }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={`Transfer ${callerWords(call)}`}>
      <Stack gap="md">
        {transfer.error && (
          <Alert role="alert" color="red" title="The call was not transferred">
            {messageOf(transfer.error)}
          </Alert>
        )}
        {call.destinations.length === 0 ? (
          <Text size="sm">
            {call.businessName} has nobody who can be rung now. Destinations and their hours are set under{' '}
            <TextLink href={`/tenants/${call.tenantId}/transfers`}>Transfers</TextLink>.
          </Text>
        ) : (
          <>
            <Radio.Group label="To whom" value={label ?? ''} onChange={setLabel}>
              <Stack gap="xs" mt={6}>
                {call.destinations.map((one, index) => (
                  <Radio key={one} value={one} label={one} data-autofocus={index === 0 || undefined} />
                ))}
              </Stack>
            </Radio.Group>
            <Textarea
              label="What that person is told"
              description="Left empty, it is made from what was said."
              maxLength={500}
              autosize
              minRows={2}
              value={summary}
              onChange={(event) => setSummary(event.currentTarget.value)}
            />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {call.destinations.length > 0 && (
            <Button onClick={confirm} disabled={label === null} loading={transfer.isPending}>
              {label === null ? 'Transfer' : `Transfer to ${label}`}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
