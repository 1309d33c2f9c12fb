import { useEffect, useReducer } from 'react';
import { type LogLine, logLines } from '../../../server/contracts/log.ts';
import { openStream } from '../../events/open-stream.ts';
import { after } from '../../platform/time.ts';

/** A line of the log under a name of its own, also over runs of the server. */
export interface NamedLine extends LogLine {
  id: string;
}

interface LogState {
  connection: 'connecting' | 'up' | 'down';
  lines: readonly NamedLine[];
  paused: boolean;
  /** What has come since it was paused. */
  held: readonly NamedLine[];
}

type Step =
  | { type: 'lines'; lines: readonly NamedLine[] }
  | { type: 'connection'; connection: LogState['connection'] }
  | { type: 'pause' | 'go-on' | 'clear' };

/** As many as the server keeps. */
const KEPT = 5_000;
/** Lines that come together are shown together. */
const GATHER_MS = 100;

const latest = (lines: readonly NamedLine[]): readonly NamedLine[] =>
  lines.length <= KEPT ? lines : lines.slice(-KEPT);

/** What is shown after a step; while paused, lines are held back. */
export function reduceLog(state: LogState, step: Step): LogState {
  switch (step.type) {
    case 'lines':
      return state.paused
        ? { ...state, held: latest([...state.held, ...step.lines]) }
        : { ...state, lines: latest([...state.lines, ...step.lines]) };
    case 'connection':
      return { ...state, connection: step.connection };
    case 'pause':
      return { ...state, paused: true };
    case 'go-on':
      return { ...state, paused: false, lines: latest([...state.lines, ...state.held]), held: [] };
    case 'clear':
      return { ...state, lines: [], held: [] };
  }
}

const NOTHING: LogState = { connection: 'connecting', lines: [], paused: false, held: [] };

/** The server's log as it is written, as long as the page is open. */
export function useLog() {
  const [state, step] = useReducer(reduceLog, NOTHING);
  useEffect(() => {
    let gathered: NamedLine[] = [];
    let cancel = () => {};
    const show = (): void => {
      step({ type: 'lines', lines: gathered });
      gathered = [];
    };
    const close = openStream('/api/log/stream', ['lines'], {
      onMessage(_type, data, id) {
        const [run = ''] = id.split('-');
        if (gathered.length === 0) cancel = after(GATHER_MS, show);
        for (const line of logLines.parse(JSON.parse(data)))
          gathered.push({ ...line, id: `${run}-${line.sequence}` });
      },
      onUp: () => step({ type: 'connection', connection: 'up' }),
      onDown: () => step({ type: 'connection', connection: 'down' }),
    });
    return () => {
      cancel();
      close();
    };
  }, []);
  return { ...state, step };
}
