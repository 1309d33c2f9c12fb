import type { HistoryLine } from './types.ts';

export interface Item {
  id: string;
  role: HistoryLine['role'];
  text: string;
  /** Audio that belongs to it; for the agent's items what was sent so far. 0 for text. */
  audioMs: number;
  callId?: string;
}

const CALLER_MS_PER_TOKEN = 100;
const AGENT_MS_PER_TOKEN = 50;

export function textTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

export function agentAudioTokens(audioMs: number): number {
  return Math.ceil(audioMs / AGENT_MS_PER_TOKEN);
}

/** What was said in one session, in order. */
export class Items {
  #items: Item[] = [];

  find(id: string): Item | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** `after` is an id, `root` for the front, or `null` for the end. Returns the id before it, or `null`. */
  insert(item: Item, after: string | null = null): string | null {
    const at =
      after === null
        ? this.#items.length
        : after === 'root'
          ? 0
          : this.#items.findIndex((other) => other.id === after) + 1;
    this.#items.splice(at, 0, item);
    return this.#items[at - 1]?.id ?? null;
  }

  /** True when the model made that tool call. */
  called(callId: string): boolean {
    return this.#items.some((item) => item.role === 'tool-call' && item.callId === callId);
  }

  remove(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id);
  }

  history(): HistoryLine[] {
    return this.#items.map(({ role, text }) => ({ role, text }));
  }

  /** What a response now would take in, in tokens. */
  tokens(instructions: string): { text: number; audio: number } {
    let text = textTokens(instructions);
    let audio = 0;
    for (const item of this.#items) {
      if (item.audioMs === 0) text += textTokens(item.text);
      else if (item.role === 'user') audio += Math.ceil(item.audioMs / CALLER_MS_PER_TOKEN);
      else audio += agentAudioTokens(item.audioMs);
    }
    return { text, audio };
  }
}

/** An item as events show it. Audio is never in it. */
export function wireItem(item: Item, status: string): Record<string, unknown> {
  const base = { id: item.id, object: 'realtime.item', status };
  if (item.role === 'tool-output')
    return { ...base, type: 'function_call_output', call_id: item.callId, output: item.text };
  const { role, text } = item;
  const kind = role === 'assistant' ? 'output' : 'input';
  const part =
    item.audioMs > 0 ? { type: `${kind}_audio`, transcript: text } : { type: `${kind}_text`, text };
  return { ...base, type: 'message', role, content: [part] };
}
