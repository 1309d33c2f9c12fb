import { ActionIcon, Indicator, Popover, ScrollArea, Stack, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import type { Alert } from '../../server/contracts/events.ts';
import { useAlerts } from '../api/get-alerts.ts';
import { Moment } from '../ui/moment.tsx';
import { Loaded } from '../ui/states.tsx';
import { StatusDot } from '../ui/status-dot.tsx';
import type { Tone } from '../ui/tone.ts';
import { plural } from '../ui/words.ts';

const TONE: Record<Alert['level'], Tone> = { info: 'idle', warning: 'warn', critical: 'bad' };
const WORD: Record<Alert['level'], string> = { info: 'Note', warning: 'Warning', critical: 'Critical' };

/** What the operator should know, behind a bell that shows how many are open. */
export function AlertsMenu() {
  const query = useAlerts();
  const open = query.data?.filter((alert) => alert.resolvedAt === null) ?? [];
  const label = open.length > 0 ? `Alerts: ${plural(open.length, 'open alert')}` : 'Alerts: none open';
  return (
    <Popover width={360} position="bottom-end" shadow="md" withArrow trapFocus>
      <Indicator disabled={open.length === 0} color={worst(open)} size={9} offset={8}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label}>
            <IconBell size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label="Alerts">
        <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Alerts' }}>
          <Stack p="md" gap="md">
            <Loaded query={query} what="The alerts">
              {(alerts) =>
                alerts.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    Nothing to report. Problems with the line, the engine or the disk are told here.
                  </Text>
                ) : (
                  alerts.slice(0, 20).map((alert) => <AlertItem key={alert.id} alert={alert} />)
                )
              }
            </Loaded>
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

export function AlertItem({ alert }: { alert: Alert }) {
  const over = alert.resolvedAt !== null;
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed" component="div">
        <StatusDot tone={over ? 'good' : TONE[alert.level]}>
          {over ? 'Resolved' : WORD[alert.level]} · <Moment iso={alert.resolvedAt ?? alert.at} size="xs" />
          {alert.count > 1 && ` · ${alert.count} times`}
        </StatusDot>
      </Text>
      <Text size="sm" c={over ? 'dimmed' : undefined}>
        {alert.message}
      </Text>
    </Stack>
  );
}

function worst(alerts: readonly Alert[]): string {
  if (alerts.some(({ level }) => level === 'critical')) return 'red.7';
  return alerts.some(({ level }) => level === 'warning') ? 'yellow.6' : 'gray.6';
}
