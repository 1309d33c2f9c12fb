import type { CallerFact, CallerMemory, MemoryPatch } from '../../../server/contracts/memory.ts';
import { useUpdateMemory } from '../../api/update-memory.ts';
import { sayFailed } from '../../ui/notify.ts';
import { sayWithUndo } from '../../ui/undo.tsx';

type ListName = 'facts' | 'openMatters';
/** A thing known of a caller, as a person writes it. */
export type WrittenFact = Pick<CallerFact, 'text'> & Partial<CallerFact>;

/** A changed list with what was seen of it: a call may teach something meanwhile. */
function changeOf(name: ListName, seen: readonly CallerFact[], list: readonly WrittenFact[]): MemoryPatch {
  // What was left alone says nothing of its mark, which may be changed elsewhere.
  const known: readonly WrittenFact[] = seen;
  const patch = list.map((fact) => (known.includes(fact) ? { text: fact.text } : fact));
  return { [name]: patch, seen: { [name]: seen.map(({ text }) => text) } };
}

/** Changes of what is remembered of one caller, saved at once; what was removed can be put back. */
export function useMemoryEdits(memory: CallerMemory) {
  const { tenantId, namespace } = memory;
  const update = useUpdateMemory(tenantId);
  const send = (name: ListName, seen: readonly CallerFact[], list: readonly WrittenFact[]) =>
    update.mutateAsync({ namespace, patch: changeOf(name, seen, list) });
  const failed = (error: unknown) => sayFailed('The memory could not be changed', error);

  async function remove(name: ListName, fact: CallerFact): Promise<void> {
    const rest = memory[name].filter((other) => other !== fact);
    try {
      await send(name, memory[name], rest);
    } catch (error) {
      return failed(error);
    }
    sayWithUndo({
      message: 'It was removed.',
      undo: () => send(name, rest, [...rest, fact]),
      undone: 'It is remembered again.',
    });
  }

  return {
    busy: update.isPending,
    change: (name: ListName, list: readonly WrittenFact[]) =>
      void send(name, memory[name], list).catch(failed),
    remove: (name: ListName, fact: CallerFact) => void remove(name, fact),
  };
}
