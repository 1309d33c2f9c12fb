import { Kbd, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { COMMAND_KEY } from '../keyboard/command-key.ts';
import classes from './palette-button.module.css';

/** The visible way to the command palette. */
export function PaletteButton({ onOpen }: { onOpen(): void }) {
  return (
    <UnstyledButton
      className={classes.button}
      title={`Go to or do anything (${COMMAND_KEY})`}
      aria-haspopup="dialog"
      onClick={onOpen}
    >
      <IconSearch size={17} stroke={1.7} aria-hidden />
      <Text span size="sm" className={classes.hint}>
        Go to or do
      </Text>
      <Kbd className={classes.hint} size="xs">
        {COMMAND_KEY}
      </Kbd>
    </UnstyledButton>
  );
}
