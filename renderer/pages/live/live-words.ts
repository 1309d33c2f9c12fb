import type { CallNow } from '../../events/calls-now.ts';
import { ringing } from '../../ui/call-words.ts';
import type { Tone } from '../../ui/tone.ts';
import { phone, stateWord } from '../../ui/words.ts';

/** The caller's name where it is remembered, else the number. */
export const callerWords = (call: CallNow): string => call.recalled?.name ?? phone(call.from);

/** What goes on in a call right now. */
export function nowWords(call: CallNow): { text: string; tone: Tone } {
  const transfer = ringing(call.transfers);
  if (transfer) return { text: `Ringing ${transfer.label}`, tone: 'warn' };
  if (call.takenOver) return { text: 'A person speaks', tone: 'good' };
  return { text: stateWord(call.state, call.agent), tone: call.state === 'ringing' ? 'warn' : 'good' };
}

/** The one in the middle; `null` of nothing. */
export function usual(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

export function engineWords(engine: string): string {
  if (engine === 'offline') return 'Offline';
  return engine === 'openai' ? 'OpenAI' : engine;
}
