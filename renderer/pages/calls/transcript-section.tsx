import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { rangesOf } from '../../ui/find-text.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TranscriptLine } from '../../ui/transcript.tsx';
import { clockTime, ERASED } from '../../ui/words.ts';
import classes from './call-page.module.css';
import { Player, RecordingDeeds } from './player.tsx';
import { usePlayback } from './use-playback.ts';

interface TranscriptSectionProps {
  call: CallRecord;
  agentName: string;
}

/** What was said, with the sound where there is some: searched, played from any line, and opened at one by `?turn=`. */
export function TranscriptSection({ call, agentName }: TranscriptSectionProps) {
  const { transcript } = call;
  const { target, goTo, soughtFirst } = useTarget();
  const [find, setFind] = useState(soughtFirst);
  const box = useRef<HTMLElement>(null);
  const playback = usePlayback();
  const canPlay = call.recorded && call.state === 'ended' && !playback.isBroken;
  const playing = useMemo(
    () => (playback.isPlaying ? transcript.findLastIndex(({ atMs }) => atMs <= playback.atS * 1000) : -1),
    [playback.isPlaying, playback.atS, transcript],
  );
  const found = useMemo(
    () => transcript.flatMap(({ text }, turn) => (rangesOf(text, find).length > 0 ? [turn] : [])),
    [transcript, find],
  );

  useEffect(() => bringIntoView(box.current, target), [target]);
  useEffect(() => bringIntoView(box.current, playing < 0 ? null : playing), [playing]);

  const { seek } = playback;
  const onTime = useCallback(
    (turn: number, atMs: number): void => {
      goTo(turn);
      if (canPlay) seek(atMs / 1000, true);
    },
    [goTo, canPlay, seek],
  );
  // Made once: a line is drawn anew only when something of it has changed.
  const times = useMemo(
    () =>
      transcript.map(({ atMs }, turn) => (
        <TimeButton key={turn} turn={turn} atMs={atMs} canPlay={canPlay} onPress={onTime} />
      )),
    [transcript, canPlay, onTime],
  );
  return (
    <Section
      title="Transcript"
      lead="The time is counted from when the call was connected."
      actions={
        transcript.length > 0 && (
          <FindInTranscript find={find} onFind={setFind} found={found} target={target} onGoTo={goTo} />
        )
      }
    >
      {canPlay || playback.isBroken ? (
        <Player call={call} playback={playback} />
      ) : (
        transcript.length > 0 && (
          <Text size="sm" c="dimmed">
            There is no recording of this call. Whether calls are recorded is set in{' '}
            <TextLink href={`/tenants/${call.tenantId}/rules`}>the tenant’s rules</TextLink>.
          </Text>
        )
      )}
      {transcript.length === 0 ? (
        <Text size="sm" c="dimmed">
          {call.from === ERASED ? 'What was said has been erased.' : 'Nothing was said on this call.'}
        </Text>
      ) : (
        <ScrollBox label="What was said" className={classes.transcript} ref={box}>
          <ol className={classes.lines}>
            {transcript.map((turn, index) => (
              <TranscriptLine
                // Two turns may have begun at the same moment; their order is fixed.
                key={index}
                turn={turn}
                agentName={agentName}
                find={find}
                state={index === playing ? 'playing' : index === target ? 'target' : undefined}
                time={times[index]}
              />
            ))}
          </ol>
        </ScrollBox>
      )}
      {canPlay && <RecordingDeeds callSid={call.callSid} />}
    </Section>
  );
}

/** The line that the address names, and what it says to look for. */
function useTarget() {
  const [params, setParams] = useSearchParams();
  const goTo = useCallback(
    (turn: number): void =>
      setParams(
        (before) => {
          before.set('turn', String(turn));
          return before;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    target: params.has('turn') ? Number(params.get('turn')) : null,
    goTo,
    soughtFirst: params.get('find') ?? '',
  };
}

/** Scrolls the box so far that the line stands in it, and the window as far as to the box. */
function bringIntoView(box: HTMLElement | null, turn: number | null): void {
  const line = turn === null ? null : box?.querySelector('ol')?.children[turn];
  if (!box || !(line instanceof HTMLElement)) return;
  const { top, bottom } = line.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) line.scrollIntoView({ block: 'center' });
  else if (frame.top > window.innerHeight || frame.bottom < 0) box.scrollIntoView({ block: 'center' });
}

interface TimeButtonProps {
  turn: number;
  atMs: number;
  canPlay: boolean;
  onPress(turn: number, atMs: number): void;
}

function TimeButton({ turn, atMs, canPlay, onPress }: TimeButtonProps) {
  const time = clockTime(atMs);
  return (
    <button
      type="button"
      className={classes.time}
      aria-label={canPlay ? `${time}: play from here` : `${time}: link to this line`}
      onClick={() => onPress(turn, atMs)}
    >
      {time}
    </button>
  );
}

interface FindProps {
  find: string;
  onFind(text: string): void;
  /** Indexes of the turns that hold it. */
  found: readonly number[];
  target: number | null;
  onGoTo(turn: number): void;
}

function FindInTranscript({ find, onFind, found, target, onGoTo }: FindProps) {
  const place = target === null ? -1 : found.indexOf(target);
  const go = (step: number): void => {
    const from = place >= 0 ? place : step > 0 ? -1 : 0;
    const turn = found[(from + step + found.length) % found.length];
    if (turn !== undefined) onGoTo(turn);
  };
  const isLooking = find.trim() !== '';
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        type="search"
        size="xs"
        w={190}
        aria-label="Find in this transcript"
        placeholder="Find in this transcript"
        maxLength={100}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={find}
        onChange={(event) => onFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
        }}
      />
      <Text span size="xs" c="dimmed" className="tabular nowrap" role="status">
        {isLooking &&
          (found.length === 0 ? 'Not said' : `${place >= 0 ? place + 1 : '–'} of ${found.length}`)}
      </Text>
      {isLooking && found.length > 0 && (
        <>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label="Line before" onClick={() => go(-1)}>
            <IconChevronUp size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon size="sm" variant="subtle" color="gray" aria-label="Next line" onClick={() => go(1)}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
