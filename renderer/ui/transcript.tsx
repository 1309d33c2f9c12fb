import { Text } from '@mantine/core';
import { Fragment, memo, type ReactNode } from 'react';
import type { Turn } from '../../server/contracts/call.ts';
import { rangesOf } from './find-text.ts';
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
              <TranscriptLine key={`${item.role}-${item.atMs}`} turn={item} agentName={agentName} />
            ) : (
              <li key={`aside-${item.atMs}-${item.text}`} className={classes.aside}>
                <span className={classes.time}>{clockTime(item.atMs)}</span>
                <span>{item.text}</span>
              </li>
            ),
          )}
          {drafts.map((turn) => (
            <TranscriptLine key={`draft-${turn.role}`} turn={turn} agentName={agentName} draft />
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
  /** Words that are marked where they stand. */
  find?: string;
  /** It is being played, or it is the one that was looked for. */
  state?: 'playing' | 'target' | undefined;
  /** What takes the place of the time. */
  time?: ReactNode;
}

/** Drawn anew only when it has changed: a long call has many lines, and a new word comes many times a second. */
export const TranscriptLine = memo(function Line({
  turn,
  agentName,
  draft = false,
  find = '',
  state,
  time,
}: LineProps) {
  return (
    <li
      className={classes.line}
      data-role={turn.role}
      data-draft={draft || undefined}
      data-state={state}
      aria-current={state === 'playing' || undefined}
      // A draft changes word by word; only the finished line is announced.
      aria-hidden={draft || undefined}
    >
      {time ?? <span className={classes.time}>{clockTime(turn.atMs)}</span>}
      <div>
        <div className={classes.who}>{turn.role === 'agent' ? agentName : 'Caller'}</div>
        <div className={classes.text}>
          <Words text={turn.text} find={find} />
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
function Words({ text, find }: { text: string; find: string }) {
  return text.split(REMOVED).map((part, index) => (
    // The parts of a line keep their place.
    <Fragment key={index}>
      {index > 0 && <span className={classes.removed}>card number removed</span>}
      {find === '' ? part : <Marked text={part} find={find} />}
    </Fragment>
  ));
}

function Marked({ text, find }: { text: string; find: string }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of rangesOf(text, find)) {
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...pieces, text.slice(at)];
}
