import { Alert, Button, Group, Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconHeadphones,
  IconMicrophone,
  IconMicrophoneOff,
  IconUser,
} from '@tabler/icons-react';
import type { CallNow } from '../../events/calls-now.ts';
import { useListening } from '../../phone/listening-context.tsx';
import classes from './live.module.css';

/** Says plainly whether this panel hears the call and who speaks with the caller, and why it could not be so. */
export function Ear({ call }: { call: CallNow }) {
  const { listening } = useListening();
  const here = listening.phase !== 'off' && listening.callSid === call.callSid ? listening : null;
  const problem = listening.problem?.callSid === call.callSid ? listening.problem.text : null;
  return (
    <>
      {problem && (
        <Alert role="alert" color="red">
          {problem}
        </Alert>
      )}
      {here?.floor === 'yours' ? (
        <Speaking call={call} muted={here.muted} />
      ) : (
        <div role="status" className={classes.announced}>
          {here?.phase === 'on' && (
            <Alert color="pine" icon={<IconHeadphones size={18} aria-hidden />} title="You are listening in">
              You hear both voices. Nobody in the call hears you.
            </Alert>
          )}
          {call.takenOver && (
            <Alert mt={here ? 'sm' : 0} color="gray" icon={<IconUser size={18} aria-hidden />}>
              An operator at another panel speaks with the caller; {call.agentName} is silent.
            </Alert>
          )}
        </div>
      )}
    </>
  );
}

function Speaking({ call, muted }: { call: CallNow; muted: boolean }) {
  const { handBack, setMuted } = useListening();
  return (
    <Alert
      role="status"
      color="red"
      icon={muted ? <IconMicrophoneOff size={18} aria-hidden /> : <IconMicrophone size={18} aria-hidden />}
      title={muted ? 'Your microphone is muted' : 'You are speaking with the caller'}
    >
      <Text size="sm" mb="sm">
        {call.agentName} is silent. What is said now is not written down; {call.agentName} is told that you
        spoke once you hand back.
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-pressed={muted}
          leftSection={
            muted ? <IconMicrophone size={15} aria-hidden /> : <IconMicrophoneOff size={15} aria-hidden />
          }
          onClick={() => setMuted(!muted)}
        >
          {muted ? 'Unmute' : 'Mute'}
        </Button>
        <Button size="xs" leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={handBack}>
          Hand back to {call.agentName}
        </Button>
      </Group>
    </Alert>
  );
}
