import { Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckStep } from '../../../server/contracts/check.ts';
import classes from './checks.module.css';

const STATE: Record<CheckStep['state'], { words: string; mark: ReactNode }> = {
  waiting: { words: 'waiting', mark: null },
  running: { words: 'being tried', mark: <Loader size={14} /> },
  ok: { words: 'well', mark: <IconCheck size={14} stroke={2.5} /> },
  failed: { words: 'failed', mark: <IconX size={14} stroke={2.5} /> },
  skipped: { words: 'not tried', mark: <IconMinus size={14} stroke={2.5} /> },
};

/** What was tried, with what is wrong and how to mend it. */
export function CheckSteps({ steps, label }: { steps: readonly CheckStep[]; label: string }) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} className={classes.step} data-state={step.state}>
          <span className={classes.mark} aria-hidden>
            {STATE[step.state].mark}
          </span>
          <div>
            <Text size="sm" fw={step.state === 'failed' ? 600 : 500}>
              {step.title}
              <VisuallyHidden> ({STATE[step.state].words})</VisuallyHidden>
            </Text>
            {step.note && (
              <Text size="sm" c="dimmed">
                {step.note}
              </Text>
            )}
            {step.problem && (
              <Text size="sm" className={classes.problem}>
                {step.problem}
              </Text>
            )}
            {step.remedy.length > 0 && (
              <ol className={classes.remedy} aria-label="How to mend it">
                {step.remedy.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ol>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
