/** Who speaks with the caller: the agent, this panel (`asking`: soon), or the operator at another panel. */
export type Floor = 'agent' | 'asking' | 'yours' | 'other';

/** What this panel hears of a call in progress. */
export type Listening =
  | { phase: 'off'; problem: Problem | null }
  | { phase: 'opening' | 'on'; callSid: string; floor: Floor; muted: boolean; problem: Problem | null };

/** Why something could not be done, and in which call. */
interface Problem {
  callSid: string;
  text: string;
}

export type ListeningEvent =
  | { type: 'listen'; callSid: string }
  | { type: 'opened' }
  | { type: 'asked' }
  | { type: 'taken-over'; byYou: boolean }
  | { type: 'handed-back' }
  | { type: 'muted'; muted: boolean }
  | { type: 'refused'; message: string }
  | { type: 'failed'; callSid: string; message: string }
  | { type: 'stopped' };

export const SILENT: Listening = { phase: 'off', problem: null };

/** What is heard after an event; events that do not fit change nothing. */
export function listeningAfter(before: Listening, event: ListeningEvent): Listening {
  switch (event.type) {
    case 'listen':
      return { phase: 'opening', callSid: event.callSid, floor: 'agent', muted: false, problem: null };
    case 'failed':
      return { phase: 'off', problem: { callSid: event.callSid, text: event.message } };
    case 'stopped':
      return SILENT;
    default:
      return before.phase === 'off' ? before : { ...before, ...changed(before, event) };
  }
}

type Opened = Exclude<Listening, { phase: 'off' }>;
type InCall = Exclude<ListeningEvent, { type: 'listen' | 'failed' | 'stopped' }>;

function changed(before: Opened, event: InCall): Partial<Opened> {
  switch (event.type) {
    case 'opened':
      return { phase: 'on' };
    case 'asked':
      return { floor: 'asking', problem: null };
    case 'taken-over':
      return { floor: event.byYou ? 'yours' : 'other', muted: false };
    case 'handed-back':
      return { floor: 'agent', muted: false };
    case 'muted':
      return { muted: event.muted };
    case 'refused': {
      const problem = { callSid: before.callSid, text: event.message };
      return before.floor === 'asking' ? { floor: 'agent', problem } : { problem };
    }
  }
}
