import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTwiml } from '../../../server/carrier/practice/twiml-reader.ts';
import { readVerbs } from '../../../server/carrier/practice/verbs.ts';
import { AppError } from '../../../server/platform/errors.ts';

describe('reading TwiML', () => {
  test('resolves entities and passes comments over', () => {
    const root = readTwiml(
      `<?xml version="1.0"?><!-- a --><Response>\n <Say voice='x "y"'>A &lt;b&gt; &amp; &#233;&#x1F600;<!-- no --> end</Say ></Response>\n`,
    );
    expect(root.children[0]).toMatchObject({ name: 'Say', text: 'A <b> & é😀 end' });
    expect(root.children[0]?.attributes.voice).toBe('x "y"');
  });

  test.each([
    ['nothing', ''],
    ['another root', '<Html/>'],
    ['an open element', '<Response><Say>'],
    ['a wrong end', '<Response><Say></Pause></Response>'],
    ['something after it', '<Response/>x'],
    ['a document type', '<!DOCTYPE r [<!ENTITY a "b">]><Response/>'],
    ['an unknown entity', '<Response>&nbsp;</Response>'],
    ['an open entity', '<Response>&amp</Response>'],
    ['a character that is none', '<Response>&#0;</Response>'],
    ['an attribute without quotes', '<Response><Say voice=x/></Response>'],
    ['an attribute twice', '<Response><Say a="1" a="2"/></Response>'],
    ['attributes without a space', '<Response><Say a="1"b="2"/></Response>'],
    ['a bare < in an attribute', '<Response><Say a="<"/></Response>'],
    ['CDATA', '<Response><![CDATA[x]]></Response>'],
    ['too much', `<Response>${' '.repeat(70_000)}</Response>`],
    ['too deep', `<Response>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</Response>`],
  ])('refuses %s', (_, xml) => {
    expect(() => readTwiml(xml)).toThrow(AppError);
  });

  test('either reads or refuses, whatever comes', () => {
    const scraps = fc.constantFrom(
      '<',
      '>',
      '/',
      'Response',
      'Say',
      '"',
      '=',
      '&',
      ';',
      '#x',
      ' ',
      '!--',
      '-->',
      '?xml ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 40 }), (parts) => {
        for (const xml of [parts.join(''), `<Response>${parts.join('')}</Response>`]) {
          try {
            readTwiml(xml);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('verbs', () => {
  test('are read in order', () => {
    const xml =
      '<Response><Say language="en-US"> Hi </Say><Pause/><Connect><Stream url="wss://a/b"><Parameter name="n" value=""/></Stream></Connect>' +
      '<Redirect>/x</Redirect><Reject/><Hangup/></Response>';
    expect(readVerbs(xml)).toEqual([
      { verb: 'say', text: 'Hi' },
      { verb: 'pause', seconds: 1 },
      { verb: 'stream', url: 'wss://a/b', parameters: { n: '' } },
      { verb: 'redirect', url: '/x' },
      { verb: 'reject' },
      { verb: 'hang-up' },
    ]);
  });

  test.each([
    '<Response><Dial/></Response>',
    '<Response><Connect/></Response>',
    '<Response><Connect><Stream/></Connect></Response>',
    '<Response><Connect><Stream url="x"><Parameter name="a"/></Stream></Connect></Response>',
    `<Response><Connect><Stream url="x"><Parameter name="a" value="${'v'.repeat(500)}"/></Stream></Connect></Response>`,
    '<Response><Redirect method="GET">/x</Redirect></Response>',
    '<Response><Pause length="-1"/></Response>',
  ])('refuses %s', (xml) => {
    expect(() => readVerbs(xml)).toThrow(AppError);
  });
});
