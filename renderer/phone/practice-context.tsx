import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { usePracticePhone } from './use-practice-phone.ts';

type Practice = ReturnType<typeof usePracticePhone> & {
  opened: boolean;
  /** Whether it has been opened before. */
  used: boolean;
  /** The tenant to propose, when opened from a tenant's page. */
  proposed: number | null;
  /** Whether to propose the draft of that tenant's agent. */
  proposedDraft: boolean;
  open(tenantId?: number, options?: { draft: boolean }): void;
  close(): void;
};

const PracticeContext = createContext<Practice | null>(null);

/** Holds the practice phone above the pages, so that a call goes on while the operator looks around. */
export function PracticeProvider({ children }: { children: ReactNode }) {
  const phone = usePracticePhone();
  const [opened, setOpened] = useState(false);
  const [used, setUsed] = useState(false);
  const [proposed, setProposed] = useState<number | null>(null);
  const [proposedDraft, setProposedDraft] = useState(false);
  const practice = useMemo<Practice>(
    () => ({
      ...phone,
      opened,
      used,
      proposed,
      proposedDraft,
      open(tenantId, { draft } = { draft: false }) {
        setProposed(tenantId ?? null);
        setProposedDraft(draft);
        setUsed(true);
        setOpened(true);
      },
      close: () => setOpened(false),
    }),
    [phone, opened, used, proposed, proposedDraft],
  );
  return <PracticeContext value={practice}>{children}</PracticeContext>;
}

export function usePractice(): Practice {
  const practice = use(PracticeContext);
  if (!practice) throw new Error('usePractice needs a PracticeProvider above it.');
  return practice;
}
