import { type ServerEvent, serverEvent } from '../../server/contracts/events.ts';
import { after } from '../platform/time.ts';

interface Handlers {
  onEvent(event: ServerEvent): void;
  /** The stream is open; `again` when it had been lost, and events may have been missed. */
  onUp(again: boolean): void;
  /** `refused`: the server is there and does not let this page in, or answers otherwise than with events. */
  onDown(refused: boolean): void;
}

const TYPES = serverEvent.options.map((option) => option.shape.type.value);
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;

/**
 * Listens to `/api/events` until the returned function is called. The browser itself reconnects after a lost
 * connection; where the server refused, it is tried anew with growing pauses.
 */
export function listen(handlers: Handlers): () => void {
  let source: EventSource | null = null;
  let cancelRetry = () => {};
  let lost = false;
  let delayMs = FIRST_DELAY_MS;

  function open() {
    const current = new EventSource('/api/events');
    source = current;
    for (const type of TYPES) current.addEventListener(type, (message) => receive(type, message));
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

  function receive(type: string, message: MessageEvent<string>) {
    const event = parse(type, message.data);
    if (event) handlers.onEvent(event);
  }

  open();
  return () => {
    cancelRetry();
    source?.close();
  };
}

/** Returns `null`, and says so in the console, for what is not an event of this version. */
function parse(type: string, data: string): ServerEvent | null {
  try {
    return serverEvent.parse({ ...JSON.parse(data), type });
  } catch (error) {
    console.error('Event left out', type, error);
    return null;
  }
}
