import { Box, Button, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import type { DeliveryTestResult } from '../../../server/contracts/message.ts';
import { useTestDelivery } from '../../api/test-delivery.ts';
import { sayFailed } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import classes from './inbox.module.css';
import { placeWords } from './message-words.ts';

interface DeliveryTestProps {
  tenantId: number;
  /** Something on the page is not saved yet. */
  unsaved: boolean;
}

/** Sends a test message to where messages go, and shows what became of it. */
export function DeliveryTest({ tenantId, unsaved }: DeliveryTestProps) {
  const test = useTestDelivery(tenantId);
  const send = () =>
    test.mutate(undefined, { onError: (error) => sayFailed('The test could not be sent', error) });
  return (
    <Box mt="lg">
      <Section
        title="Try the delivery"
        lead={
          unsaved
            ? 'Save your changes first: the test goes to where messages go now.'
            : 'Sends a test message to every place above.'
        }
        actions={
          <Button
            variant="default"
            leftSection={<IconSend size={16} aria-hidden />}
            loading={test.isPending}
            disabled={unsaved}
            onClick={send}
          >
            Send a test
          </Button>
        }
      >
        <div role="status">{test.data && <Results results={test.data} />}</div>
      </Section>
    </Box>
  );
}

function Results({ results }: DeliveryTestResult) {
  if (results.length === 0)
    return <Text size="sm">Messages are kept in the inbox only. Name a place above and save it.</Text>;
  return (
    <ul className={classes.deliveries}>
      {results.map((result) => (
        <li key={`${result.channel} ${result.target}`}>
          <Stack gap={4}>
            <Text size="sm" fw={550}>
              {placeWords(result)}
            </Text>
            <Text size="sm" component="div">
              <StatusDot tone={result.ok ? 'good' : 'bad'}>{result.ok ? 'Sent' : 'Not sent'}</StatusDot>
            </Text>
            {result.problem && (
              <Text size="sm" c="dimmed">
                {result.problem}
              </Text>
            )}
          </Stack>
        </li>
      ))}
    </ul>
  );
}
