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

  test('that put a caller through, ask for a key, and record', () => {
    const xml =
      '<Response><Dial callerId="+15559990001" action="/after" method="POST"><Number url="/screen">+12125551234</Number></Dial>' +
      '<Dial action="/after"><Number statusCallback="/p" amdStatusCallback="/p">+12125551234</Number></Dial>' +
      '<Gather action="/key" actionOnEmptyResult="true"><Say> Press </Say></Gather>' +
      '<Record action="/kept" maxLength="120"/></Response>';
    const dial = { verb: 'dial', number: '+12125551234', action: '/after' };
    expect(readVerbs(xml)).toEqual([
      { ...dial, callerId: '+15559990001', screenUrl: '/screen', progressUrl: null },
      { ...dial, callerId: null, screenUrl: null, progressUrl: '/p' },
      { verb: 'gather', says: ['Press'], action: '/key', onEmpty: true },
      { verb: 'record', action: '/kept', maxSeconds: 120, silenceSeconds: 5 },
    ]);
  });

  test.each([
    '<Response><Dial/></Response>',
    '<Response><Dial action="/a"><Number>12125551234</Number></Dial></Response>',
    '<Response><Dial action="/a"><Number>+12125551234;ext=1</Number></Dial></Response>',
    '<Response><Dial action="/a"><Number>+12125551234</Number><Number>+12125555678</Number></Dial></Response>',
    '<Response><Dial action="/a"><Sip>sip:a@b.example</Sip></Dial></Response>',
    '<Response><Dial action="/a" method="GET"><Number>+12125551234</Number></Dial></Response>',
    '<Response><Dial><Number>+12125551234</Number></Dial></Response>',
    '<Response><Dial action="/a"><Number statusCallback="/p">+12125551234</Number></Dial></Response>',
    '<Response><Gather><Say>x</Say></Gather></Response>',
    '<Response><Gather action="/a"><Hangup/></Gather></Response>',
    '<Response><Record action="/a" maxLength="long"/></Response>',
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
