import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';
import type { PastTurn } from '../engine.ts';

const MOST_TURNS = 60;
const MOST_CHARACTERS = 12_000;

/** The events that tell a new session what was said before it: the latest turns, as many as are worth their cost. */
export function historyEvents(history: readonly PastTurn[]): RealtimeClientEvent[] {
  const kept: PastTurn[] = [];
  let left = MOST_CHARACTERS;
  for (const { role, text } of history.slice(-MOST_TURNS).reverse()) {
    if (left <= 0) break;
    // Of words that are too many, the last ones lead on to what follows.
    const words = text.slice(-left).trim();
    left -= text.length;
    if (words !== '') kept.unshift({ role, text: words });
  }
  return kept.map(({ role, text }) => ({
    type: 'conversation.item.create',
    item:
      role === 'caller'
        ? { type: 'message', role: 'user', content: [{ type: 'input_text', text }] }
        : { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] },
  }));
}
