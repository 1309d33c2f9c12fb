import { ActionIcon, Alert, Anchor, Button, Group, Slider, Text, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { recordingFileUrl, recordingUrl, useDeleteRecording } from '../../api/delete-recording.ts';
import { type Shortcut, useShortcuts } from '../../keyboard/shortcuts.ts';
import { confirm } from '../../ui/confirm.tsx';
import { say, sayFailed } from '../../ui/notify.ts';
import { clockTime } from '../../ui/words.ts';
import classes from './call-page.module.css';
import type { Playback } from './use-playback.ts';

const SPEEDS = [1, 1.25, 1.5, 2, 0.75];

/** Plays the recording of a call; the transcript below moves along. */
export function Player({ call, playback }: { call: CallRecord; playback: Playback }) {
  const { atS, audio, isBroken, isPlaying, lengthS, seek, setSpeed, skip, speed, toggle } = playback;
  const keys = useMemo<Shortcut[]>(
    () => [
      { keys: 'k', label: 'Play or pause', run: toggle },
      { keys: 'j', label: 'Back ten seconds', run: () => skip(-1) },
      { keys: 'l', label: 'On ten seconds', run: () => skip(1) },
    ],
    [toggle, skip],
  );
  useShortcuts('Recording', keys);
  if (isBroken)
    return (
      <Alert color="gray" role="alert">
        The recording could not be played. It may have been deleted, or kept for as long as is set.
      </Alert>
    );
  const nextSpeed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
  const time = (seconds: number): string => clockTime(seconds * 1000);
  return (
    <section aria-label="Recording" className={classes.player}>
      <audio preload="metadata" src={recordingUrl(call.callSid)} {...audio} />
      <Group gap={4} wrap="nowrap">
        <PlayerButton label="Back ten seconds (J)" onClick={() => skip(-1)}>
          <IconPlayerTrackPrev size={16} aria-hidden />
        </PlayerButton>
        <ActionIcon size={40} radius="xl" aria-label={isPlaying ? 'Pause (K)' : 'Play (K)'} onClick={toggle}>
          {isPlaying ? (
            <IconPlayerPauseFilled size={18} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={18} aria-hidden />
          )}
        </ActionIcon>
        <PlayerButton label="On ten seconds (L)" onClick={() => skip(1)}>
          <IconPlayerTrackNext size={16} aria-hidden />
        </PlayerButton>
      </Group>
      <Text span size="sm" className="tabular nowrap" aria-hidden>
        {time(atS)} / {time(lengthS)}
      </Text>
      <Slider
        className={classes.position}
        size="sm"
        min={0}
        max={Math.max(1, Math.floor(lengthS))}
        value={Math.min(atS, Math.max(1, lengthS))}
        label={time}
        thumbProps={{ 'aria-valuetext': `${time(atS)} of ${time(lengthS)}` }}
        thumbLabel="Position in the recording"
        onChange={(value) => seek(value)}
      />
      <Tooltip label="Speed">
        <Button
          size="compact-sm"
          variant="default"
          className="tabular"
          aria-label={`Speed ${speed}`}
          onClick={() => setSpeed(nextSpeed)}
        >
          {speed} ×
        </Button>
      </Tooltip>
    </section>
  );
}

function PlayerButton(props: { label: string; onClick(): void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={props.label} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** What can be done with the recording besides hearing it. */
export function RecordingDeeds({ callSid }: { callSid: string }) {
  const remove = useDeleteRecording(callSid);
  async function askAndDelete() {
    const confirmed = await confirm({
      title: 'Delete this recording?',
      text: 'The sound of this call is erased for good. The transcript stays.',
      confirm: 'Delete recording',
      danger: true,
    });
    if (!confirmed) return;
    remove.mutate(undefined, {
      onSuccess: () => say('The recording was deleted.'),
      onError: (error) => sayFailed('The recording was not deleted', error),
    });
  }
  return (
    <Group justify="space-between" gap="xs">
      <Text size="xs" c="dimmed">
        The caller is on the left, the agent on the right.{' '}
        <Anchor inherit underline="always" href={recordingFileUrl(callSid)} download={`call-${callSid}.wav`}>
          Save as a file
        </Anchor>
      </Text>
      <Button
        variant="subtle"
        color="red"
        size="compact-xs"
        loading={remove.isPending}
        onClick={askAndDelete}
      >
        Delete recording
      </Button>
    </Group>
  );
}
