import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useTenants } from '../api/get-tenants.ts';
import { useNow } from '../platform/use-now.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { StatusDot } from '../ui/status-dot.tsx';
import { Transcript } from '../ui/transcript.tsx';
import { clockTime, END_REASON, stateWord } from '../ui/words.ts';
import { CallInput } from './call-input.tsx';
import type { PhoneCall } from './phone-state.ts';
import classes from './practice.module.css';
import { usePractice } from './practice-context.tsx';

/** A practice call in progress, or just over. */
export function PracticeCall({ call }: { call: PhoneCall }) {
  const { activity, close, hangUp, setMuted, reset } = usePractice();
  const tenant = useTenants().data?.find(({ id }) => id === call.tenantId);
  const over = call.phase === 'ended';
  const bottom = useRef<HTMLDivElement>(null);
  const said = activity.turns.length + Object.keys(activity.drafts).length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` is what makes the newest line worth scrolling to.
  useEffect(() => {
    bottom.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return (
    <Stack gap="md" component="section" aria-label="Practice call in progress">
      <CallHead call={call} name={tenant?.businessName ?? `Tenant ${call.tenantId}`} />
      {call.microphone === 'none' && !call.scripted && !over && (
        <Alert color="gray" icon={<IconMicrophoneOff size={18} aria-hidden />} title="No microphone">
          The browser gave no access to one. You hear the agent, and it reads what you type below.
        </Alert>
      )}
      {call.note && <Alert color="yellow">{call.note}</Alert>}
      <ScrollBox className={classes.talk} label="What is said">
        <Transcript
          turns={activity.turns}
          drafts={Object.values(activity.drafts).filter((draft) => draft !== undefined)}
          agentName={tenant?.effective.agentName.value ?? 'Agent'}
          empty={over ? 'Nothing was said.' : 'The agent greets you in a moment.'}
          live
          label="Transcript of the practice call"
        />
        <div ref={bottom} />
      </ScrollBox>
      {over ? (
        <Stack gap="xs">
          <Text size="sm">
            {activity.ended?.endReason ? `${END_REASON[activity.ended.endReason]}.` : 'The call has ended.'}
          </Text>
          <Group grow>
            <Button variant="default" component={Link} href={`/calls/${call.callSid}`} onClick={close}>
              Open the record
            </Button>
            <Button onClick={reset}>New call</Button>
          </Group>
        </Stack>
      ) : (
        <>
          {!call.scripted && <CallInput />}
          <Group grow>
            {!call.scripted && call.microphone === 'on' && (
              <Button
                variant="default"
                aria-pressed={call.muted}
                leftSection={call.muted ? <IconMicrophoneOff size={17} /> : <IconMicrophone size={17} />}
                onClick={() => setMuted(!call.muted)}
              >
                {call.muted ? 'Unmute' : 'Mute'}
              </Button>
            )}
            <Button color="red.8" leftSection={<IconPhoneOff size={17} aria-hidden />} onClick={hangUp}>
              Hang up
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function CallHead({ call, name }: { call: PhoneCall; name: string }) {
  const { activity } = usePractice();
  const now = useNow(call.phase === 'connected');
  const word = call.phase === 'connected' ? stateWord('live', activity.agent) : stateWord(call.phase, null);
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed" component="div" role="status">
          <StatusDot tone={call.phase === 'ended' ? 'idle' : 'good'} pulse={call.phase !== 'ended'}>
            {word}
          </StatusDot>
        </Text>
      </div>
      {call.phase === 'connected' && call.connectedMs !== null && (
        <Text className="tabular" size="xl" fw={600} role="timer" aria-label="Duration">
          {clockTime(now - call.connectedMs)}
        </Text>
      )}
    </Group>
  );
}
