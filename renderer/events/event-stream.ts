import { type ServerEvent, serverEvent } from '../../server/contracts/events.ts';
import { after } from '../platform/time.ts';
import { openStream } from './open-stream.ts';

type Handlers = Pick<Parameters<typeof openStream>[2], 'onUp' | 'onDown'> & {
  onEvent(event: ServerEvent): void;
};

/** Events that come together are told together: fifty calls at once send hundreds a second. */
const GATHER_MS = 40;

const TYPES = serverEvent.options.map((option) => option.shape.type.value);

/** Listens to `/api/events` until the returned function is called. */
export function listen({ onEvent, onUp, onDown }: Handlers): () => void {
  let gathered: ServerEvent[] = [];
  let cancel = () => {};
  const tell = (): void => {
    cancel();
    const events = gathered;
    gathered = [];
    for (const event of events) {
      try {
        onEvent(event);
      } catch (error) {
        console.error('Event not taken in', event.type, error);
      }
    }
  };
  const close = openStream('/api/events', TYPES, {
    onUp(again) {
      tell();
      onUp(again);
    },
    onDown,
    onMessage(type, data) {
      const event = parse(type, data);
      if (!event) return;
      if (gathered.length === 0) cancel = after(GATHER_MS, tell);
      gathered.push(event);
    },
  });
  return () => {
    cancel();
    close();
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
