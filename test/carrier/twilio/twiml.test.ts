import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwiml } from '../../../server/carrier/practice/twiml-reader.ts';
import {
  askForKey,
  connectStream,
  dialNumber,
  hangUp,
  joinLines,
  sayAndHangUp,
  sayAndRecord,
} from '../../../server/carrier/twilio/twiml.ts';

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

  test('dials a person who is asked first', () => {
    const person = { mode: 'warm', screenUrl: 'https://a.example/screen?call=CA1&dial=x' } as const;
    const dial = { number: '+12125551234', callerId: '+15559990001', afterUrl: 'https://a.example/after' };
    expect(dialNumber({ ...dial, person })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Dial answerOnBridge="true" timeout="25" callerId="+15559990001" action="https://a.example/after" method="POST">' +
        '<Number url="https://a.example/screen?call=CA1&amp;dial=x" method="POST">+12125551234</Number>' +
        '</Dial></Response>',
    );
  });

  test('dials at once, and asks who picked up', () => {
    const person = { mode: 'cold', progressUrl: 'https://a.example/progress' } as const;
    const twiml = dialNumber({
      number: '+12125551234',
      callerId: '+15559990001',
      afterUrl: '/after',
      person,
    });
    const number = readTwiml(twiml).children[0]?.children[0];
    expect({ ...number?.attributes }).toEqual({
      statusCallback: 'https://a.example/progress',
      statusCallbackEvent: 'answered',
      statusCallbackMethod: 'POST',
      machineDetection: 'Enable',
      amdStatusCallback: 'https://a.example/progress',
      amdStatusCallbackMethod: 'POST',
    });
  });

  test('asks for a key, and hangs up without one', () => {
    expect(askForKey('Press 1.', 'de', 'https://a.example/key')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Gather input="dtmf" numDigits="1" timeout="10" actionOnEmptyResult="true" action="https://a.example/key" method="POST">' +
        '<Say language="de-DE">Press 1.</Say></Gather><Hangup/></Response>',
    );
  });

  test('joins lines by ending without a word', () => {
    expect(readTwiml(joinLines()).children).toEqual([]);
  });

  test('records a message, and always ends the call with a sentence', () => {
    const document = readTwiml(sayAndRecord('Speak.', 'Nothing came.', 'en', 'https://a.example/voicemail'));
    expect(document.children.map(({ name, text }) => [name, text])).toEqual([
      ['Say', 'Speak.'],
      ['Record', ''],
      ['Say', 'Nothing came.'],
      ['Hangup', ''],
    ]);
    expect(document.children[1]?.attributes).toMatchObject({
      maxLength: '120',
      timeout: '5',
      playBeep: 'true',
    });
  });

  test('is valid for any text, which a strict reader gets back', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.option(anyText, { nil: undefined }), (text, value, language) => {
        const said = readTwiml(sayAndHangUp(text, language));
        expect(said.children.map((node) => node.name)).toEqual(['Say', 'Hangup']);
        const [gather] = readTwiml(askForKey(text, language ?? 'en', value)).children;
        expect(gather?.children[0]?.text).toBe(legal(text));
        expect(gather?.attributes.action).toBe(legal(value));
        const person = { mode: 'warm', screenUrl: value } as const;
        const [dial] = readTwiml(
          dialNumber({ number: text, callerId: text, afterUrl: value, person }),
        ).children;
        expect(dial?.children[0]?.text).toBe(legal(text));
        const twiml = connectStream({ streamUrl: text, parameters: { [value]: text }, afterUrl: value });
        const [connect, redirect] = readTwiml(twiml).children;
        const parameter = connect?.children[0]?.children[0];
        expect(parameter?.attributes.name).toBe(legal(value));
        expect(parameter?.attributes.value).toBe(legal(text));
        expect(redirect?.text).toBe(legal(value));
      }),
      { numRuns: 1_000 },
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
