import { useQueryClient } from '@tanstack/react-query';
import type { CallerFact, CallerMemory, MemoryPatch } from '../../../server/contracts/memory.ts';
import { keys } from '../../api/keys.ts';
import { useUpdateMemory } from '../../api/update-memory.ts';
import { sayFailed } from '../../ui/notify.ts';
import { sayWithUndo } from '../../ui/undo.tsx';

type ListName = 'facts' | 'openMatters';

/** Changes of what is remembered of one caller, saved at once; what was removed can be put back. */
export function useMemoryEdits({ tenantId, namespace }: CallerMemory) {
  const client = useQueryClient();
  const update = useUpdateMemory(tenantId);
  const send = (patch: MemoryPatch) => update.mutateAsync({ namespace, patch });
  const failed = (error: unknown) => sayFailed('The memory could not be changed', error);
  /** As it is now: a call may have taught something since. */
  const listNow = (name: ListName): CallerFact[] =>
    client
      .getQueryData<CallerMemory[]>(keys.callers(tenantId))
      ?.find((memory) => memory.namespace === namespace)?.[name] ?? [];

  async function remove(name: ListName, fact: CallerFact): Promise<void> {
    const isOther = ({ text }: CallerFact) => text !== fact.text;
    try {
      await send({ [name]: listNow(name).filter(isOther) });
    } catch (error) {
      return failed(error);
    }
    sayWithUndo({
      message: 'It was removed.',
      undo: () => send({ [name]: [...listNow(name).filter(isOther), fact] }),
      undone: 'It is remembered again.',
    });
  }

  return {
    busy: update.isPending,
    change: (patch: MemoryPatch) => void send(patch).catch(failed),
    remove: (name: ListName, fact: CallerFact) => void remove(name, fact),
  };
}
