import { Badge, Group, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { CallNow } from '../../events/calls-now.ts';
import { FlagBadges } from '../../ui/call-flags.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { duration, money, phone } from '../../ui/words.ts';
import classes from './live.module.css';
import { callerWords, nowWords } from './live-words.ts';
import { Seconds } from './seconds.tsx';

interface CallCardProps {
  call: CallNow;
  current?: boolean;
}

/** One call in progress at a glance. Drawn anew only when something was told of it: there may be fifty. */
export const CallCard = memo(function CallCard({ call, current = false }: CallCardProps) {
  const { drafts } = call.activity;
  const { text, tone } = nowWords(call);
  const last = drafts.agent ?? drafts.caller ?? call.transcript.at(-1);
  const answerMs = call.timings.answerMs.at(-1);
  return (
    <Link href={`/live/${call.callSid}`} className={classes.card} aria-current={current || undefined}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} truncate>
          {call.businessName}
        </Text>
        <Seconds since={call.startedAt} />
      </Group>
      <Group gap={6} mt={2}>
        <Text size="sm" c="dimmed" className="tabular">
          {callerWords(call)}
          {call.recalled?.name && `, ${phone(call.from)}`}
        </Text>
        <CallBadges call={call} />
      </Group>
      <Group justify="space-between" gap="xs" mt={8} wrap="nowrap">
        <Text size="sm" component="div">
          <StatusDot tone={tone} pulse>
            {text}
          </StatusDot>
        </Text>
        <Text size="xs" c="dimmed" className="tabular nowrap">
          {answerMs !== undefined && `answers in ${duration(answerMs)} · `}
          {money(call.costUsd)}
        </Text>
      </Group>
      {call.flags.length > 0 && (
        <div className={classes.flags}>
          <FlagBadges flags={call.flags} />
        </div>
      )}
      <div className={classes.last}>
        {last ? (
          <>
            <b>{last.role === 'agent' ? call.agentName : 'Caller'}</b> {last.text}
          </>
        ) : (
          'Nothing has been said yet.'
        )}
      </div>
    </Link>
  );
});

/** What sets a call apart from others. */
export function CallBadges({ call }: { call: CallNow }) {
  return (
    <>
      {call.practice && (
        <Badge size="sm" variant="light" color="gray" tt="none">
          Practice
        </Badge>
      )}
      {call.draft && (
        <Badge size="sm" variant="light" color="yellow" tt="none">
          Draft
        </Badge>
      )}
    </>
  );
}
