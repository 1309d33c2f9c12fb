import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DeliveryState } from '../../../server/contracts/message.ts';
import { useDismissDelivery } from '../../api/dismiss-delivery.ts';
import { useRetryDelivery } from '../../api/retry-delivery.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { deliveryTitle, deliveryWords } from './message-words.ts';

interface DeliveryEntryProps {
  messageId: string;
  delivery: DeliveryState;
  /** What it belongs to, where that is not plain. */
  about?: ReactNode;
}

/** One delivery: where it goes, how it stands, what was wrong, and what can be done. */
export function DeliveryEntry({ messageId, delivery, about }: DeliveryEntryProps) {
  const retry = useRetryDelivery();
  const dismiss = useDismissDelivery();
  const { tone, text } = deliveryWords(delivery);
  const title = deliveryTitle(delivery);
  const which = { messageId, id: delivery.id };
  const open = delivery.state === 'failed' || (delivery.state === 'waiting' && delivery.attempts > 0);
  const askToDismiss = async () => {
    const sure = await confirm({
      title: 'Give up this delivery?',
      text: `${title}: it is not tried again, and this can’t be taken back. The message itself stays in the inbox.`,
      confirm: 'Dismiss',
      danger: true,
    });
    if (!sure) return;
    try {
      await dismiss.mutateAsync(which);
      say('The delivery was dismissed.');
    } catch (error) {
      sayFailed('It could not be dismissed', error);
    }
  };
  return (
    <Stack gap={4}>
      <Text size="sm" fw={550}>
        {title}
      </Text>
      {about && (
        <Text size="sm" component="div">
          {about}
        </Text>
      )}
      <Text size="sm" component="div">
        <StatusDot tone={tone}>{text}</StatusDot>
      </Text>
      {delivery.problem && delivery.state !== 'delivered' && (
        <Text size="sm" c="dimmed">
          {delivery.problem}
        </Text>
      )}
      {open && (
        <Group gap="xs" mt={4}>
          <Button
            size="xs"
            variant="default"
            loading={retry.isPending}
            aria-label={`Try again: ${title}`}
            onClick={() =>
              retry.mutate(which, { onError: (error) => sayFailed('It could not be tried again', error) })
            }
          >
            Try again
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={dismiss.isPending}
            aria-label={`Dismiss: ${title}`}
            onClick={askToDismiss}
          >
            Dismiss
          </Button>
        </Group>
      )}
    </Stack>
  );
}
