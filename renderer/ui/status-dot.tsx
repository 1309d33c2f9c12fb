import type { ReactNode } from 'react';
import classes from './status-dot.module.css';
import type { Tone } from './tone.ts';

interface StatusDotProps {
  tone: Tone;
  pulse?: boolean;
  children: ReactNode;
}

/** A state in words with a dot of its colour; the words alone say it all. */
export function StatusDot({ tone, pulse = false, children }: StatusDotProps) {
  return (
    <span className={classes.root}>
      <span className={classes.dot} data-tone={tone} data-pulse={pulse || undefined} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
