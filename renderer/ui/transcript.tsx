import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Turn } from '../../server/contracts/call.ts';
import classes from './transcript.module.css';
import { clockTime } from './words.ts';

interface TranscriptProps {
  turns: readonly Turn[];
  /** Lines that are being spoken now. */
  drafts?: readonly Turn[];
  agentName: string;
  /** What to show while nothing has been said. */
  empty: string;
  /** Announce new lines to screen readers. */
  live?: boolean;
  label?: string;
}

/** What was said, line by line, with the time since the call was connected. */
export function Transcript({
  turns,
  drafts = [],
  agentName,
  empty,
  live = false,
  label = 'Transcript',
}: TranscriptProps) {
  return (
    <div role="log" aria-label={label} aria-live={live ? 'polite' : 'off'}>
      {turns.length + drafts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ol className={classes.list}>
          {turns.map((turn) => (
            <Line key={`${turn.role}-${turn.atMs}`} turn={turn} agentName={agentName} />
          ))}
          {drafts.map((turn) => (
            <Line key={`draft-${turn.role}`} turn={turn} agentName={agentName} draft />
          ))}
        </ol>
      )}
    </div>
  );
}

function Line({ turn, agentName, draft = false }: { turn: Turn; agentName: string; draft?: boolean }) {
  return (
    <li
      className={classes.line}
      data-role={turn.role}
      data-draft={draft || undefined}
      // A draft changes word by word; only the finished line is announced.
      aria-hidden={draft || undefined}
    >
      <span className={classes.time}>{clockTime(turn.atMs)}</span>
      <div>
        <div className={classes.who}>{turn.role === 'agent' ? agentName : 'Caller'}</div>
        <div className={classes.text}>
          <Words text={turn.text} />
          {draft && ' …'}
        </div>
        {turn.interrupted && <div className={classes.note}>Interrupted by the caller</div>}
      </div>
    </li>
  );
}

/** What the server puts in the place of a card's number. */
const REMOVED = '[card number removed]';

/** A line, with what was taken out of it set apart from what was said. */
function Words({ text }: { text: string }) {
  return text.split(REMOVED).map((part, index) => (
    // The parts of a line keep their place.
    <Fragment key={index}>
      {index > 0 && <span className={classes.removed}>card number removed</span>}
      {part}
    </Fragment>
  ));
}
