import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { useCallActivity } from '../../events/use-live-calls.ts';
import { clockTime, END_REASON } from '../../ui/words.ts';

/** In place of a call that is not, or no longer, in progress. */
export function OverPanel({ callSid }: { callSid: string }) {
  const { ended } = useCallActivity(callSid);
  return (
    <Paper p="lg" component="section" aria-label="Call over">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>This call is over</Title>
        <Text size="sm" c="dimmed">
          {ended?.endReason
            ? `${END_REASON[ended.endReason]}, after ${clockTime(ended.durationMs ?? 0)}.`
            : 'It is not among the calls in progress.'}
        </Text>
        <Button component={Link} href={`/calls/${callSid}`} variant="default">
          Open the record
        </Button>
      </Stack>
    </Paper>
  );
}
