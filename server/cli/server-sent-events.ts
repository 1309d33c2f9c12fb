/** One event of a `text/event-stream` whose data is a JSON object. */
export interface SentEvent {
  event: string;
  data: Record<string, unknown>;
}

/** Reads a stream of server-sent events; comments, and events without an object as data, are passed over. */
export async function* readServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const sent = readBlock(block);
      if (sent) yield sent;
    }
  }
}

function readBlock(block: string): SentEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  try {
    const parsed: unknown = JSON.parse(data.join('\n'));
    return typeof parsed === 'object' && parsed !== null ? { event, data: { ...parsed } } : null;
  } catch {
    return null;
  }
}
