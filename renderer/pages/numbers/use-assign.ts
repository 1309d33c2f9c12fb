import { useAssignNumber } from '../../api/assign-number.ts';
import { sayWithUndo } from '../../ui/undo.tsx';
import { phone } from '../../ui/words.ts';

interface Assignment {
  phoneNumber: string;
  tenantId: number | null;
}

/** Gives numbers to tenants, with the way back. */
export function useAssign(nameOf: (tenantId: number) => string) {
  const mutation = useAssignNumber();
  /** Rejects with why it can't be. */
  const assign = async ({ phoneNumber, tenantId }: Assignment): Promise<void> => {
    const { before } = await mutation.mutateAsync({ phoneNumber, tenantId });
    if (before === tenantId) return;
    const number = phone(phoneNumber);
    sayWithUndo({
      message: tenantId === null ? `${number} is nobody’s now.` : `${number} now rings ${nameOf(tenantId)}.`,
      undo: () => mutation.mutateAsync({ phoneNumber, tenantId: before }),
      undone: before === null ? `${number} is nobody’s again.` : `${number} rings ${nameOf(before)} again.`,
    });
  };
  return { assign, busy: mutation.isPending };
}
