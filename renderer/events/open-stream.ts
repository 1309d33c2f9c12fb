import { after } from '../platform/time.ts';

interface Handlers {
  /** `id` is unique over runs of the server. */
  onMessage(type: string, data: string, id: string): void;
  /** The stream is open; `again` when it had been lost, and events may have been missed. */
  onUp(again: boolean): void;
  /** `refused`: the server is there and does not let this page in, or answers otherwise than with events. */
  onDown(refused: boolean): void;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;

/**
 * Reads server-sent events of these types until the returned function is called. The browser itself reconnects after a
 * lost connection; where the server refused, it is tried anew with growing pauses.
 */
export function openStream(url: string, types: readonly string[], handlers: Handlers): () => void {
  let source: EventSource | null = null;
  let cancelRetry = () => {};
  let lost = false;
  let delayMs = FIRST_DELAY_MS;

  function open() {
    const current = new EventSource(url);
    source = current;
    for (const type of types)
      current.addEventListener(type, (message: MessageEvent<string>) =>
        handlers.onMessage(type, message.data, message.lastEventId),
      );
    current.onopen = () => {
      delayMs = FIRST_DELAY_MS;
      handlers.onUp(lost);
      lost = false;
    };
    current.onerror = () => {
      lost = true;
      const refused = current.readyState === EventSource.CLOSED;
      handlers.onDown(refused);
      if (!refused) return;
      cancelRetry = after(delayMs, open);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    };
  }

  open();
  return () => {
    cancelRetry();
    source?.close();
  };
}
