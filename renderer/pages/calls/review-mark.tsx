import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type CallRecord, isToReview } from '../../../server/contracts/call.ts';
import { useReviewCall } from '../../api/review-call.ts';
import { Moment } from '../../ui/moment.tsx';
import { sayFailed } from '../../ui/notify.ts';

/** Sets aside what is flagged in a call once somebody has looked at it, or takes that back. */
export function ReviewMark({ call, zone }: { call: CallRecord; zone: string | undefined }) {
  const review = useReviewCall(call.callSid);
  const { reviewedAt } = call;
  if (call.state !== 'ended' || !isToReview({ ...call, reviewedAt: null })) return null;
  const mark = (reviewed: boolean): void =>
    review.mutate(reviewed, { onError: (error) => sayFailed('The call could not be marked', error) });
  return (
    <Group gap="sm" role="group" aria-label="Looked at or not">
      {reviewedAt !== null && (
        <Text size="sm" c="dimmed" component="div">
          Looked at <Moment iso={reviewedAt} zone={zone} c="dimmed" />
        </Text>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={reviewedAt === null && <IconCheck size={14} aria-hidden />}
        loading={review.isPending}
        onClick={() => mark(reviewedAt === null)}
      >
        {reviewedAt === null ? 'Mark as looked at' : 'Not looked at after all'}
      </Button>
    </Group>
  );
}
