import { createContext, type ReactNode, use, useEffect } from 'react';
import { useLiveLine } from './use-live-line.ts';

type Line = ReturnType<typeof useLiveLine>;

const ListeningContext = createContext<Line | null>(null);

/** Holds the sound of a call above the pages, so that it goes on while the operator looks things up. */
export function ListeningProvider({ children }: { children: ReactNode }) {
  const line = useLiveLine();
  const speaking = line.listening.phase !== 'off' && line.listening.floor === 'yours';
  useEffect(() => {
    if (!speaking) return;
    // Closing the page would leave the caller in mid-sentence.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [speaking]);
  return <ListeningContext value={line}>{children}</ListeningContext>;
}

export function useListening(): Line {
  const line = use(ListeningContext);
  if (!line) throw new Error('useListening needs a ListeningProvider above it.');
  return line;
}
