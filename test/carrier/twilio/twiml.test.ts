import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwiml } from '../../../server/carrier/practice/twiml-reader.ts';
import { connectStream, hangUp, sayAndHangUp } from '../../../server/carrier/twilio/twiml.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('TwiML', () => {
  test('connects a stream and says where the call goes on', () => {
    const twiml = connectStream({
      streamUrl: 'wss://phone.example.com/phone/media-stream',
      parameters: { token: 'a<b>&"c', tenant: '1' },
      afterUrl: 'https://phone.example.com/phone/after?a=1&b=2',
    });
    expect(twiml).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Connect><Stream url="wss://phone.example.com/phone/media-stream">' +
        '<Parameter name="token" value="a&lt;b>&amp;&quot;c"/><Parameter name="tenant" value="1"/>' +
        '</Stream></Connect>' +
        '<Redirect method="POST">https://phone.example.com/phone/after?a=1&amp;b=2</Redirect></Response>',
    );
  });

  test.each([
    ['en', '<Say language="en-US">'],
    ['en-GB', '<Say language="en-GB">'],
    [undefined, '<Say>'],
    ['xx', '<Say>'],
    ['de-DE-1996', '<Say>'],
  ])('says in %s', (language, tag) => {
    expect(sayAndHangUp('Hello', language)).toContain(`${tag}Hello</Say><Hangup/>`);
  });

  test('hangs up', () => {
    expect(hangUp()).toContain('<Response><Hangup/></Response>');
  });

  test('is valid for any text, which a strict reader gets back', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.option(anyText, { nil: undefined }), (text, value, language) => {
        const said = readTwiml(sayAndHangUp(text, language));
        expect(said.children.map((node) => node.name)).toEqual(['Say', 'Hangup']);
        const twiml = connectStream({ streamUrl: text, parameters: { [value]: text }, afterUrl: value });
        const [connect, redirect] = readTwiml(twiml).children;
        const parameter = connect?.children[0]?.children[0];
        expect(parameter?.attributes.name).toBe(legal(value));
        expect(parameter?.attributes.value).toBe(legal(text));
        expect(redirect?.text).toBe(legal(value));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** What remains of a text in XML: characters it can't hold become spaces, lone surrogates the replacement character. */
function legal(text: string): string {
  return [...text.toWellFormed()]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      const control = point < 0x20 && ![9, 10, 13].includes(point);
      return control || point === 0xfffe || point === 0xffff ? ' ' : character;
    })
    .join('');
}
