import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './inherited.module.css';

interface OriginProps {
  label: string;
  own: boolean;
  /** `null`: there is nothing to inherit from. */
  inherit: (() => void) | null;
}

/** Where a value comes from, and the way back to the default. */
export function Origin({ label, own, inherit }: OriginProps) {
  if (!inherit) return null;
  return (
    <div className={classes.origin}>
      {own ? (
        <Anchor
          component="button"
          type="button"
          size="xs"
          onClick={inherit}
          aria-label={`Use default for ${label}`}
        >
          Use default
        </Anchor>
      ) : (
        'Default'
      )}
    </div>
  );
}

/** A field with a word on where its value comes from, beside its label. */
export function Inherited({ children, ...origin }: OriginProps & { children: ReactNode }) {
  return (
    <div className={classes.field}>
      {children}
      <Origin {...origin} />
    </div>
  );
}
