import { type ServerEvent, serverEvent } from '../../server/contracts/events.ts';
import { openStream } from './open-stream.ts';

type Handlers = Pick<Parameters<typeof openStream>[2], 'onUp' | 'onDown'> & {
  onEvent(event: ServerEvent): void;
};

const TYPES = serverEvent.options.map((option) => option.shape.type.value);

/** Listens to `/api/events` until the returned function is called. */
export function listen({ onEvent, onUp, onDown }: Handlers): () => void {
  return openStream('/api/events', TYPES, {
    onUp,
    onDown,
    onMessage(type, data) {
      const event = parse(type, data);
      if (event) onEvent(event);
    },
  });
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
