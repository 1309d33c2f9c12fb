import type { Incident, Intervention } from '../../server/contracts/call.ts';
import { duration } from './words.ts';

interface Mishap {
  /** What happened, in one sentence. */
  text: string;
  /** Whose it was. */
  whose: string;
}

const PROVIDER = 'The voice model’s provider';
const LINE = 'The carrier or the network';

const MISHAP: Record<Incident['kind'], Mishap> = {
  'model-stalled': { text: 'The voice model kept the caller waiting.', whose: PROVIDER },
  'model-failed': { text: 'The voice model failed.', whose: PROVIDER },
  'model-switched': { text: 'Another engine took over from the voice model.', whose: PROVIDER },
  'answer-lost': { text: 'An answer was lost on the way and was asked for again.', whose: PROVIDER },
  'line-gap': { text: 'Sound from the caller was missing for a moment.', whose: LINE },
  'line-lost': { text: 'The line to the caller was lost.', whose: LINE },
  'line-back': { text: 'The line to the caller came back.', whose: LINE },
  'computer-busy': { text: 'This computer was too busy to keep up.', whose: 'This computer' },
};

/** What went wrong in a call, how long it lasted, and whose it was. */
export function incidentWords({ kind, lastedMs }: Incident): Mishap & { lasted: string | null } {
  return { ...MISHAP[kind], lasted: lastedMs === null ? null : duration(lastedMs) };
}

/** What the operator did in a call, in one sentence. */
export function interventionWords({ kind, text }: Intervention): string {
  switch (kind) {
    case 'listened':
      return 'You listened in.';
    case 'whispered':
      return `You whispered to the agent: ${text ?? ''}`;
    case 'taken-over':
      return 'You took over and spoke with the caller.';
    case 'handed-back':
      return 'You handed the call back to the agent.';
    case 'transferred':
      return `You transferred the call to ${text ?? 'a person'}.`;
  }
}
