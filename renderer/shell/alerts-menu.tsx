import { ActionIcon, Anchor, Indicator, Popover, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { Alert } from '../../server/contracts/events.ts';
import { useAlerts } from '../api/get-alerts.ts';
import { type PastNotice, pastNotices } from '../notifications/past.ts';
import { Moment } from '../ui/moment.tsx';
import { Loaded } from '../ui/states.tsx';
import { StatusDot } from '../ui/status-dot.tsx';
import type { Tone } from '../ui/tone.ts';
import { plural } from '../ui/words.ts';
import { AlertActs } from './alert-acts.tsx';

const TONE: Record<Alert['level'], Tone> = { info: 'idle', warning: 'warn', critical: 'bad' };
const WORD: Record<Alert['level'], string> = { info: 'Note', warning: 'Warning', critical: 'Critical' };
const MOST_SHOWN = 20;

/** What the operator should know, behind a bell that shows how many alerts are open; below, what was told before. */
export function AlertsMenu() {
  const query = useAlerts();
  const past = useSyncExternalStore(pastNotices.subscribe, pastNotices.get);
  const [opened, { toggle, close }] = useDisclosure(false);
  const open = query.data?.filter((alert) => alert.resolvedAt === null) ?? [];
  const alerts = open.length > 0 ? plural(open.length, 'open alert') : 'no open alert';
  return (
    <Popover
      width={360}
      position="bottom-end"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
      opened={opened}
      onChange={(next) => !next && close()}
    >
      <Indicator disabled={open.length === 0} color={worst(open)} size={9} offset={8}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Notifications: ${alerts}`}
            onClick={toggle}
          >
            <IconBell size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <ScrollArea.Autosize
          mah={460}
          type="auto"
          viewportProps={{ tabIndex: 0, 'aria-label': 'Notifications' }}
        >
          <Stack p="md" gap="md">
            <Title order={2}>Alerts</Title>
            <Loaded query={query} what="The alerts">
              {(all) =>
                all.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    Nothing to report. Problems with the line, the engine or the disk are told here.
                  </Text>
                ) : (
                  all
                    .slice(0, MOST_SHOWN)
                    .map((alert) => <AlertItem key={alert.id} alert={alert} onGo={close} />)
                )
              }
            </Loaded>
            {past.length > 0 && <Title order={2}>Told before</Title>}
            {past.slice(0, MOST_SHOWN).map((notice) => (
              <PastItem key={notice.id} notice={notice} onGo={close} />
            ))}
            <Anchor component={Link} href="/settings/notifications" size="sm" onClick={close}>
              Choose what to be told of
            </Anchor>
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function AlertItem({ alert, onGo }: { alert: Alert; onGo(): void }) {
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
        {alert.message} {!over && <AlertActs alert={alert} onGo={onGo} />}
      </Text>
    </Stack>
  );
}

function PastItem({ notice, onGo }: { notice: PastNotice; onGo(): void }) {
  return (
    <Stack gap={2}>
      <Text size="xs" c="dimmed" component="div">
        <StatusDot tone={notice.failed ? 'bad' : 'idle'}>
          {notice.failed ? 'Failed · ' : ''}
          <Moment iso={notice.at} size="xs" />
        </StatusDot>
      </Text>
      <Text size="sm">
        {notice.title && <b>{notice.title}. </b>}
        {notice.text}{' '}
        {notice.href && (
          <Anchor component={Link} href={notice.href} inherit underline="always" onClick={onGo}>
            Open
          </Anchor>
        )}
      </Text>
    </Stack>
  );
}

function worst(alerts: readonly Alert[]): string {
  if (alerts.some(({ level }) => level === 'critical')) return 'red.7';
  return alerts.some(({ level }) => level === 'warning') ? 'yellow.6' : 'gray.6';
}
