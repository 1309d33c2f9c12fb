import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface RemovedProps {
  /** What was removed. */
  name: string;
  onUndo(): void;
}

/** Says that something was removed from a list, with the way back. */
export function Removed({ name, onUndo }: RemovedProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What had the focus has gone with its row.
    if (name && document.activeElement === document.body) button.current?.focus();
  }, [name]);
  return (
    <Group gap="sm" role="status">
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {name} was removed.
      </Text>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        onClick={onUndo}
        aria-label={`Undo: put ${name} back`}
      >
        Undo
      </Button>
    </Group>
  );
}
