import type { ReactNode } from 'react';
import type { CallNow } from '../../events/calls-now.ts';
import { duration, money } from '../../ui/words.ts';
import classes from './live.module.css';
import { engineWords, usual } from './live-words.ts';
import { Seconds } from './seconds.tsx';

/** How long a call lasts, how quick its answers are, and what it costs by now. */
export function CallFigures({ call }: { call: CallNow }) {
  const { answerMs } = call.timings;
  const latest = answerMs.at(-1);
  const middle = usual(answerMs);
  return (
    <dl className={classes.figures}>
      <Figure label="Length">
        <Seconds since={call.startedAt} inherit c="inherit" />
      </Figure>
      <Figure label="Latest answer">{latest === undefined ? 'None yet' : duration(latest)}</Figure>
      <Figure label="Usual answer">{middle === null ? 'None yet' : duration(middle)}</Figure>
      <Figure label="Cost so far">{money(call.costUsd)}</Figure>
      <Figure label="Engine">{engineWords(call.engine)}</Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
