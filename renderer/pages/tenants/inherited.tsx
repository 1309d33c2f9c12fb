import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './inherited.module.css';

interface InheritedProps {
  label: string;
  own: boolean;
  /** `null`: there is nothing to inherit from. */
  inherit: (() => void) | null;
  children: ReactNode;
}

/** A field with a word on where its value comes from, and the way back to the default. */
export function Inherited({ label, own, inherit, children }: InheritedProps) {
  return (
    <div className={classes.field}>
      {children}
      {inherit && (
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
      )}
    </div>
  );
}
