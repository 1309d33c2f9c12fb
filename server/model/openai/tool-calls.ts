import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';

interface Links {
  send: (event: RealtimeClientEvent) => void;
  /** Asks the model to go on, now that it has all results. */
  answer: () => void;
  call: (callId: string, name: string, args: unknown) => void;
}

const UNREADABLE = { error: 'The arguments were not valid JSON. Call the tool again with valid arguments.' };

/** The model's tool calls: each passed on once, and answered together when the last result of them is there. */
export class ToolCalls {
  readonly #links: Links;
  readonly #seen = new Set<string>();
  readonly #open = new Set<string>();
  #answerOwed = false;

  constructor(links: Links) {
    this.#links = links;
  }

  /** A call that comes twice is passed on once; one that can't be read is handed back to the model. */
  requested(callId: string, name: string, args: string): void {
    if (this.#seen.has(callId)) return;
    this.#seen.add(callId);
    this.#open.add(callId);
    const parsed = parse(args);
    if (parsed === undefined) this.result(callId, UNREADABLE);
    else this.#links.call(callId, name, parsed);
  }

  /** `null` means that the model need not say anything to it. Results of unknown or answered calls are dropped. */
  result(callId: string, output: unknown): void {
    if (!this.#open.delete(callId)) return;
    this.#answerOwed ||= output !== null;
    this.#links.send({
      type: 'conversation.item.create',
      item: {
        type: 'function_call_output',
        call_id: callId,
        output: JSON.stringify(output ?? { done: true }),
      },
    });
    if (this.#open.size > 0 || !this.#answerOwed) return;
    this.#answerOwed = false;
    this.#links.answer();
  }
}

function parse(args: string): unknown {
  if (args.trim() === '') return {};
  try {
    return JSON.parse(args);
  } catch {
    return undefined;
  }
}
