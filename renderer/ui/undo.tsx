import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { say, sayFailed } from './notify.ts';

interface Undoable {
  /** What was done: `Saved.` */
  message: string;
  /** Brings back what was before; rejects with why it can't. */
  undo(): Promise<unknown>;
  /** Said afterwards: `The change was taken back.` */
  undone: string;
}

/** Long enough to read it and get there by keyboard; it also waits while the pointer is on it. */
const SHOWN_MS = 12_000;

/** A short word that something was done, with the way back. */
export function sayWithUndo(done: Undoable): void {
  const id: string = notifications.show({
    message: <Notice {...done} close={() => notifications.hide(id)} />,
    autoClose: SHOWN_MS,
    withBorder: true,
  });
}

function Notice({ message, undo, undone, close }: Undoable & { close(): void }) {
  const [busy, setBusy] = useState(false);
  const takeBack = async () => {
    setBusy(true);
    try {
      await undo();
      say(undone);
    } catch (error) {
      sayFailed('It could not be undone', error);
    }
    close();
  };
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="default" loading={busy} onClick={takeBack}>
        Undo
      </Button>
    </Group>
  );
}
