import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconActivityHeartbeat } from '@tabler/icons-react';
import type { Check, CheckService } from '../../../server/contracts/check.ts';
import { messageOf } from '../../api/client.ts';
import { useChecks } from '../../api/get-checks.ts';
import { useRunCheck } from '../../api/run-check.ts';
import { Moment } from '../../ui/moment.tsx';
import { CheckSteps } from './check-steps.tsx';

interface CheckPanelProps {
  service: CheckService;
  /** What is checked: "OpenAI". */
  name: string;
  /** What a check does that a person may want to know before. */
  lead?: string;
}

/** Tries a service at once and tells, step by step, what is wrong and how to mend it. */
export function CheckPanel({ service, name, lead }: CheckPanelProps) {
  const checks = useChecks().data;
  const run = useRunCheck(service);
  const latest = checks?.find((check) => check.service === service);
  const running = run.isPending || latest?.state === 'running';
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconActivityHeartbeat size={16} aria-hidden />}
          loading={running}
          onClick={() => run.mutate()}
        >
          {latest ? `Check ${name} again` : `Check ${name}`}
        </Button>
        <Text size="sm" c="dimmed" component="div" role="status">
          {latest ? <Result check={latest} running={running} /> : (lead ?? '')}
        </Text>
      </Group>
      {run.error && (
        <Alert color="red" role="alert">
          {messageOf(run.error)}
        </Alert>
      )}
      {latest && <CheckSteps steps={latest.steps} label={`Check of ${name}`} />}
    </Stack>
  );
}

function Result({ check, running }: { check: Check; running: boolean }) {
  if (running) return 'Checking…';
  return (
    <>
      {check.ok ? 'All well' : 'Something is to be mended'}, checked <Moment iso={check.at} c="dimmed" />
    </>
  );
}
