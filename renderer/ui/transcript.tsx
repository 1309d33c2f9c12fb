import { Text } from '@mantine/core';
import { Fragment, memo } from 'react';
import type { Turn } from '../../server/contracts/call.ts';
import classes from './transcript.module.css';
import { clockTime } from './words.ts';

/** Something that happened among the lines, such as what the operator did. */
export interface Aside {
  atMs: number;
  text: string;
}

interface TranscriptProps {
  turns: readonly Turn[];
  /** Lines that are being spoken now. */
  drafts?: readonly Turn[];
  /** Shown where they happened. */
  asides?: readonly Aside[];
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
  asides = [],
  agentName,
  empty,
  live = false,
  label = 'Transcript',
}: TranscriptProps) {
  return (
    <div role="log" aria-label={label} aria-live={live ? 'polite' : 'off'}>
      {turns.length + drafts.length + asides.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <ol className={classes.list}>
          {inOrder(turns, asides).map((item) =>
            'role' in item ? (
              <Line key={`${item.role}-${item.atMs}`} turn={item} agentName={agentName} />
            ) : (
              <li key={`aside-${item.atMs}-${item.text}`} className={classes.aside}>
                <span className={classes.time}>{clockTime(item.atMs)}</span>
                <span>{item.text}</span>
              </li>
            ),
          )}
          {drafts.map((turn) => (
            <Line key={`draft-${turn.role}`} turn={turn} agentName={agentName} draft />
          ))}
        </ol>
      )}
    </div>
  );
}

function inOrder(turns: readonly Turn[], asides: readonly Aside[]): readonly (Turn | Aside)[] {
  return asides.length === 0 ? turns : [...turns, ...asides].sort((a, b) => a.atMs - b.atMs);
}

interface LineProps {
  turn: Turn;
  agentName: string;
  draft?: boolean;
}

/** Drawn anew only when it has changed: a long call has many lines, and a new word comes many times a second. */
const Line = memo(function Line({ turn, agentName, draft = false }: LineProps) {
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
});

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
