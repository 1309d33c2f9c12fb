import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMediaReader, readMessage } from '../../../server/carrier/twilio/stream-message.ts';

const SID = 'MZ0123456789abcdef0123456789abcdef';
const read = createMediaReader(SID);
const payload = Buffer.alloc(160, 0xff).toString('base64');
const media = { track: 'inbound', chunk: '1', timestamp: '20', payload };

describe('caller audio without a JSON parser', () => {
  test.each([
    ['before', { event: 'media', sequenceNumber: '2', streamSid: SID, media }],
    ['after', { event: 'media', sequenceNumber: '2', media, streamSid: SID }],
  ])('is read with the stream SID %s it', (_, message) => {
    const expected = { event: 'media', streamSid: SID, sequence: 2, timestampMs: 20, payload };
    expect(read(JSON.stringify(message))).toEqual(expected);
    expect(readMessage(JSON.stringify(message))).toEqual(expected);
  });

  test('never reads what the parser reads otherwise', () => {
    const digits = fc.oneof(
      fc.nat().map(String),
      fc.nat().map(String),
      fc.nat().map(String),
      fc.constantFrom('', '-1', '1e3', '０', '1"', '9999999999999'),
    );
    const audio = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      fc.constantFrom('', 'A', '!!!!', 'AAA"', 'AA==AA==', 'AAAA\\u0041', `AAAA"},"streamSid":"${SID}`),
    );
    const message = fc.record({
      event: fc.constantFrom('media', 'mark'),
      sequenceNumber: digits,
      media: fc.record({
        track: fc.constantFrom('inbound', 'outbound'),
        chunk: digits,
        timestamp: digits,
        payload: audio,
      }),
      streamSid: fc.constantFrom(SID, 'MZother'),
    });
    const mutilated = fc
      .tuple(
        message.map((value) => JSON.stringify(value)),
        fc.nat(400),
        fc.nat(3),
        fc.string({ maxLength: 3 }),
      )
      .map(([text, at, drop, insert]) => text.slice(0, at) + insert + text.slice(at + drop));
    let fast = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          message.map((value) => JSON.stringify(value)),
          mutilated,
        ),
        (text) => {
          const quick = read(text);
          if (quick === null) return;
          fast += 1;
          expect(readMessage(text)).toEqual(quick);
        },
      ),
      { numRuns: 20_000 },
    );
    expect(fast).toBeGreaterThan(0);
  });
});

describe('any message', () => {
  test('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.constant('['.repeat(30_000))), (text) => {
        expect(() => readMessage(text)).not.toThrow();
      }),
    );
  });

  const start = { streamSid: SID, callSid: 'CA1', accountSid: 'AC1', customParameters: {} };

  test('keeps parameters as they are, whatever they look like', () => {
    const text = `{"event":"start","streamSid":"${SID}","start":{"streamSid":"${SID}","callSid":"CA1","accountSid":"AC1","customParameters":{"token":"<b>&amp;</b>","constructor":"x"}}}`;
    const message = readMessage(text);
    const parameters =
      typeof message === 'object' && message.event === 'start' ? message.start.customParameters : {};
    expect(Object.getPrototypeOf(parameters)).toBeNull();
    expect({ ...parameters }).toEqual({ token: '<b>&amp;</b>', constructor: 'x' });
  });

  test.each([
    ['malformed', { event: 'start', streamSid: SID, start: { ...start, streamSid: 'MZother' } }],
    ['malformed', { event: 'start', streamSid: 'a"b', start: { ...start, streamSid: 'a"b' } }],
    ['malformed', { event: 'start', streamSid: SID, start: { ...start, customParameters: { a: { b: 1 } } } }],
    ['malformed', { event: 'start', streamSid: SID, start: { ...start, customParameters: 'x' } }],
    ['malformed', { event: 'dtmf', streamSid: SID, dtmf: { digit: '12' } }],
    [
      'bad-payload',
      { event: 'media', sequenceNumber: '1', streamSid: SID, media: { ...media, payload: '%%%%' } },
    ],
    ['unknown-event', { event: 'transcription' }],
    ['unknown-event', [1]],
    ['unknown-event', null],
  ])('is %s: %j', (why, message) => {
    expect(readMessage(JSON.stringify(message))).toBe(why);
  });

  test('is not JSON', () => {
    expect(readMessage('{"event":')).toBe('not-json');
  });
});
