import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMarkMessage } from '../../api/mark-message.ts';
import { sayFailed } from '../../ui/notify.ts';

const SHOWN_MS = 8_000;

/** Marks a message as done or not, and offers to take it back. */
export function useMark() {
  const mutation = useMarkMessage();
  const mark = (id: string, done: boolean, offerUndo = true): Promise<boolean> =>
    mutation.mutateAsync({ id, done }).then(
      () => {
        if (offerUndo) sayMarked(id, done);
        return true;
      },
      (error: unknown) => {
        sayFailed('The message could not be changed', error);
        return false;
      },
    );

  function sayMarked(messageId: string, done: boolean): void {
    const id = `mark-${messageId}`;
    const undo = (): void => {
      notifications.hide(id);
      void mark(messageId, !done, false);
    };
    notifications.hide(id);
    notifications.show({
      id,
      autoClose: SHOWN_MS,
      withBorder: true,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <span>{done ? 'Marked as done' : 'Open again'}</span>
          <Button size="compact-sm" variant="default" onClick={undo}>
            Undo
          </Button>
        </Group>
      ),
    });
  }

  return { mark, marking: mutation.isPending ? mutation.variables.id : null };
}
