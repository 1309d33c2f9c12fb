import { Badge, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { CallNow } from '../../events/calls-now.ts';
import { FlagBadges } from '../../ui/call-flags.tsx';
import { ringing } from '../../ui/call-words.ts';
import { StatusDot } from '../../ui/status-dot.tsx';
import { phone, stateWord } from '../../ui/words.ts';
import classes from './live.module.css';
import { Seconds } from './seconds.tsx';

/** One call in progress at a glance. */
export function CallCard({ call, current }: { call: CallNow; current: boolean }) {
  const { drafts, agent } = call.activity;
  const transfer = ringing(call.transfers);
  const last = drafts.agent ?? drafts.caller ?? call.transcript.at(-1);
  return (
    <Link href={`/live/${call.callSid}`} className={classes.card} aria-current={current}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} truncate>
          {call.businessName}
        </Text>
        <Seconds since={call.startedAt} />
      </Group>
      <Group gap="xs" mt={2}>
        <Text size="sm" c="dimmed">
          {phone(call.from)}
        </Text>
        {call.practice && (
          <Badge size="sm" variant="light" color="gray" tt="none">
            Practice
          </Badge>
        )}
      </Group>
      <Text size="sm" mt={6} component="div">
        <StatusDot tone={call.state === 'ringing' ? 'warn' : 'good'} pulse>
          {transfer ? `Ringing ${transfer.label}` : stateWord(call.state, agent)}
        </StatusDot>
      </Text>
      {call.flags.length > 0 && (
        <div className={classes.flags}>
          <FlagBadges flags={call.flags} />
        </div>
      )}
      {last && (
        <div className={classes.last}>
          {last.role === 'agent' ? call.agentName : 'Caller'}: {last.text}
        </div>
      )}
    </Link>
  );
}
