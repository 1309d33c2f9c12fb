import { useMarkMessage } from '../../api/mark-message.ts';
import { useMarkMessages } from '../../api/mark-messages.ts';
import { sayFailed } from '../../ui/notify.ts';
import { sayWithUndo } from '../../ui/undo.tsx';
import { plural } from '../../ui/words.ts';

/** Marks messages as done or not, and offers to take it back. Each resolves with whether it was done. */
export function useMark() {
  const one = useMarkMessage();
  const many = useMarkMessages();
  const mark = async (id: string, done: boolean): Promise<boolean> => {
    try {
      await one.mutateAsync({ id, done });
    } catch (error) {
      sayFailed('The message could not be changed', error);
      return false;
    }
    sayWithUndo({
      message: done ? 'Marked as done' : 'Open again',
      undo: () => one.mutateAsync({ id, done: !done }),
      undone: done ? 'The message is open again' : 'The message is done again',
    });
    return true;
  };
  const markAll = async (ids: readonly string[], done: boolean): Promise<boolean> => {
    try {
      await many.mutateAsync({ ids, done });
    } catch (error) {
      sayFailed('The messages could not be changed', error);
      return false;
    }
    const which = plural(ids.length, 'message');
    sayWithUndo({
      message: done ? `${which} marked as done` : `${which} open again`,
      undo: () => many.mutateAsync({ ids, done: !done }),
      undone: done ? `${which} open again` : `${which} done again`,
    });
    return true;
  };
  return {
    mark,
    markAll,
    marking: one.isPending ? one.variables.id : null,
    markingAll: many.isPending,
  };
}
