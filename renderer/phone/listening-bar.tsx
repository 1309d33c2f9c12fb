import { Alert, Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconHeadphones, IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useLiveCalls } from '../events/use-live-calls.ts';
import { useListening } from './listening-context.tsx';

/** On pages other than the call's own: that its sound is heard here, or that the operator speaks in it. */
export function ListeningBar() {
  const { listening, stop, handBack, setMuted } = useListening();
  const { calls } = useLiveCalls();
  const [path] = useLocation();
  if (listening.phase === 'off' || path === `/live/${listening.callSid}`) return null;
  const { callSid, floor, muted } = listening;
  const name = calls?.find((call) => call.callSid === callSid)?.businessName ?? 'a tenant';
  const speaking = floor === 'yours';
  return (
    <Alert
      role="status"
      mb="lg"
      maw={1120}
      mx="auto"
      color={speaking ? 'red' : 'pine'}
      icon={speaking ? <IconMicrophone size={18} aria-hidden /> : <IconHeadphones size={18} aria-hidden />}
      title={
        speaking ? `You are speaking with a caller of ${name}` : `You are listening to a call of ${name}`
      }
    >
      <Group gap="xs">
        <Button size="xs" variant="default" component={Link} href={`/live/${callSid}`}>
          Go to the call
        </Button>
        {speaking ? (
          <>
            <Button
              size="xs"
              variant="default"
              aria-pressed={muted}
              leftSection={<IconMicrophoneOff size={15} aria-hidden />}
              onClick={() => setMuted(!muted)}
            >
              {muted ? 'Unmute' : 'Mute'}
            </Button>
            <Button size="xs" leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={handBack}>
              Hand back
            </Button>
          </>
        ) : (
          <Button size="xs" variant="default" onClick={stop}>
            Stop listening
          </Button>
        )}
      </Group>
    </Alert>
  );
}
