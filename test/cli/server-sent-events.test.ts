import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readServerSentEvents } from '../../server/cli/server-sent-events.ts';

const STREAM =
  'retry: 1000\n\n: here\n\nid: b-1\nevent: call.turn\ndata: {"text":"Grüß Gott: ja"}\n\nevent: odd\ndata: 5\n\n' +
  'event: torn\ndata: {\n\ndata: {"a":\ndata: 1}\n\nevent: unfinished\ndata: {}';

test('events are read whole however the stream is cut', async () => {
  const bytes = new TextEncoder().encode(STREAM);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), bytes.length];
      const parts = ends.map((end, at) => bytes.slice(ends[at - 1] ?? 0, end));
      const events = [];
      for await (const event of readServerSentEvents(ReadableStream.from(parts))) events.push(event);
      expect(events).toEqual([
        { event: 'call.turn', data: { text: 'Grüß Gott: ja' } },
        { event: 'message', data: { a: 1 } },
      ]);
    }),
    { numRuns: 200 },
  );
});
