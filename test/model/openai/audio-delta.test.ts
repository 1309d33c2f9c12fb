import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAudioDelta } from '../../../server/model/openai/audio-delta.ts';

const event = {
  type: 'response.output_audio.delta',
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta: 'AAECAw==',
};

describe('the short way through audio', () => {
  test('reads what the server sends, wherever the audio stands', () => {
    const { delta, ...rest } = event;
    const { type, ...others } = rest;
    for (const shape of [event, { type, delta, ...others }])
      expect(readAudioDelta(JSON.stringify(shape))).toEqual({
        responseId: 'resp_1',
        itemId: 'item_1',
        payload: 'AAECAw==',
      });
  });

  test.each([
    ['another type', { ...event, type: 'response.output_audio_transcript.delta' }],
    ['audio that is not base64', { ...event, delta: 'AA"A' }],
    ['a line break in it', { ...event, delta: 'AAA\n' }],
    ['an odd length', { ...event, delta: 'AAA' }],
    ['no audio', { ...event, delta: '' }],
    ['audio that is no text', { ...event, delta: 5 }],
    ['no item', { ...event, item_id: undefined }],
    ['the audio of something inside', { ...event, delta: undefined, part: { delta: 'AAAA' } }],
    ['the type inside a string', { note: '"response.output_audio.delta"', ...event, type: 'x' }],
  ])('leaves %s to the parser', (_, shape) => {
    expect(readAudioDelta(JSON.stringify(shape))).toBeNull();
  });

  test('leaves what was cut off to the parser', () => {
    const text = JSON.stringify(event);
    for (let length = 0; length < text.length; length += 1)
      expect(readAudioDelta(text.slice(0, length))).toBeNull();
  });

  test('never reads what a parser would read otherwise', () => {
    const nasty = fc.oneof(fc.string(), fc.constantFrom('"delta":"AAAA"', '\\"delta\\":\\"AAAA', '"', '\\'));
    fc.assert(
      fc.property(nasty, nasty, nasty, (eventId, item, delta) => {
        const shape = { ...event, event_id: eventId, item_id: item, delta };
        const read = readAudioDelta(JSON.stringify(shape));
        if (read) expect(read).toEqual({ responseId: 'resp_1', itemId: item, payload: delta });
      }),
      { numRuns: 5000 },
    );
  });
});
