import { Alert, Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPhoneOff, IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useHangUpCall } from '../../api/hang-up-call.ts';
import type { CallNow } from '../../events/calls-now.ts';
import { FlagAlerts } from '../../ui/call-flags.tsx';
import { ringing } from '../../ui/call-words.ts';
import { confirm } from '../../ui/confirm.tsx';
import { sayFailed } from '../../ui/notify.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { StatusDot } from '../../ui/status-dot.tsx';
import { Transcript } from '../../ui/transcript.tsx';
import { money, phone, stateWord } from '../../ui/words.ts';
import classes from './live.module.css';
import { Seconds } from './seconds.tsx';

/** One call as it happens. */
export function LiveCallPanel({ call }: { call: CallNow }) {
  const { drafts, agent } = call.activity;
  const transfer = ringing(call.transfers);
  const talk = useFollow(
    call.transcript.length + (drafts.agent?.text.length ?? 0) + (drafts.caller?.text.length ?? 0),
  );
  return (
    <Paper component="section" aria-label={`Call with ${call.businessName}`} p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Group gap="xs">
              <Title order={2}>
                <Anchor component={Link} href={`/tenants/${call.tenantId}`} inherit c="inherit">
                  {call.businessName}
                </Anchor>
              </Title>
              {call.practice && (
                <Badge size="sm" variant="light" color="gray" tt="none">
                  Practice
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed">
              {phone(call.from)} talks with {call.agentName}
            </Text>
          </Stack>
          <HangUp call={call} />
        </Group>
        <Group gap="lg">
          <Text size="sm" component="div" role="status" aria-label="State">
            <StatusDot tone={call.state === 'ringing' ? 'warn' : 'good'} pulse>
              {transfer ? `Ringing ${transfer.label}` : stateWord(call.state, agent)}
            </StatusDot>
          </Text>
          <Seconds since={call.startedAt} />
          <Text size="sm" c="dimmed" className="tabular">
            {money(call.costUsd)} so far
          </Text>
        </Group>
        {transfer && (
          <Alert color="pine" icon={<IconPhoneOutgoing size={18} aria-hidden />} role="status">
            {transfer.mode === 'warm'
              ? `${transfer.label} is being rung and will be told who is calling.`
              : `The caller is being put through to ${transfer.label}.`}
          </Alert>
        )}
        <FlagAlerts flags={call.flags} />
        <ScrollBox className={classes.talk} ref={talk} label="What is said">
          <Transcript
            turns={call.transcript}
            drafts={[drafts.agent, drafts.caller].filter((draft) => draft !== undefined)}
            agentName={call.agentName}
            empty={call.state === 'ringing' ? 'It rings.' : 'Nothing has been said yet.'}
            live
          />
        </ScrollBox>
      </Stack>
    </Paper>
  );
}

function HangUp({ call }: { call: CallNow }) {
  const hangUp = useHangUpCall();
  const ask = async () => {
    const sure = await confirm({
      title: 'Hang up this call?',
      text: `${phone(call.from)} is cut off at once.`,
      confirm: 'Hang up',
      cancel: 'Let it go on',
      danger: true,
    });
    if (sure)
      hangUp.mutate(call.callSid, { onError: (error) => sayFailed('The call could not be ended', error) });
  };
  return (
    <Button
      variant="light"
      color="red"
      size="xs"
      leftSection={<IconPhoneOff size={15} aria-hidden />}
      loading={hangUp.isPending}
      onClick={ask}
    >
      Hang up
    </Button>
  );
}

/** Keeps the newest line in view, unless the reader has scrolled back. */
function useFollow(grown: number) {
  const element = useRef<HTMLElement>(null);
  const follow = useRef(true);
  useEffect(() => {
    const talk = element.current;
    if (!talk) return;
    const note = () => {
      follow.current = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 40;
    };
    talk.addEventListener('scroll', note);
    return () => talk.removeEventListener('scroll', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `grown` is what tells that there is more to show.
  useEffect(() => {
    const talk = element.current;
    if (talk && follow.current) talk.scrollTop = talk.scrollHeight;
  }, [grown]);
  return element;
}
