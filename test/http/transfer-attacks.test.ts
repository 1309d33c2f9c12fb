import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../call/house-of-calls.ts';
import { form, ORIGIN } from './public-house.ts';
import { ANN, CALL, openTransferHouse, type TransferHouse, verbs } from './transfer-house.ts';

const OTHER = 'CA00000000000000000000000000000002';
const OTHER_LINE = '+15559990002';
const CHILD = { CallSid: 'CA99999999999999999999999999999999', To: ANN, CallStatus: 'in-progress' };

let house: TransferHouse;
beforeEach(async () => {
  house = await openTransferHouse();
});
afterEach(() => house.close());

const path = (url: string | undefined): string => (url ?? '').replace(ORIGIN, '');
const isStillParked = () => {
  expect(house.session().parked).not.toBeNull();
  expect(house.session().record.transfers).toMatchObject([{ outcome: 'connecting' }]);
};

/** The routes that a transfer adds, with an address and a form that would be good. */
async function goodRequests(): Promise<[string, string, Record<string, string>][]> {
  await house.parked();
  const { dial, person } = await house.dialled();
  const [gather] = (await house.askLeg(person.url)).children;
  return [
    ['after the dial', path(dial.action), form({ DialCallStatus: 'busy' })],
    ['the question', path(person.url), form(CHILD)],
    ['the answer', path(gather?.attributes.action), form({ ...CHILD, Digits: '1' })],
    ['who picked up', path(person.url).replace('transfer-screen', 'transfer-progress'), form(CHILD)],
    [
      'the voicemail',
      '/phone/voicemail',
      form({ RecordingUrl: 'https://a.example/RE1', RecordingDuration: '3' }),
    ],
  ];
}

describe("webhooks about transfers that are not the carrier's", () => {
  it('are refused with a bare 403, whatever is wrong with the signature, and change nothing', async () => {
    for (const [, at, fields] of await goodRequests()) {
      const url = `${ORIGIN}${at}`;
      const bad: (string | null)[] = [
        null,
        '',
        '!!!',
        getExpectedTwilioSignature('another-token', url, fields),
        getExpectedTwilioSignature('', url, fields),
        getExpectedTwilioSignature('a-twilio-auth-token', url.split('?')[0] ?? '', { ...fields, x: 'y' }),
        getExpectedTwilioSignature('a-twilio-auth-token', url.replace('https', 'http'), fields),
      ];
      for (const signature of bad)
        expect(await house.webhook(fields, { path: at, signature })).toEqual({ status: 403, text: '' });
    }
    isStillParked();
    expect(house.voicemails).toEqual([]);
  });

  it('are refused when signed by a foreign account, with repeated parameters, or for another address', async () => {
    for (const [, at, fields] of await goodRequests()) {
      const foreign = { ...fields, AccountSid: `AC${'f'.repeat(32)}` };
      expect((await house.webhook(foreign, { path: at })).status).toBe(403);
      const twice = [...Object.entries(fields), ['CallSid', CALL]] as [string, string][];
      expect((await house.webhook(twice, { path: at })).status).toBe(403);
      expect(
        (await house.post(at, JSON.stringify(fields), { 'content-type': 'application/json' })).status,
      ).toBe(403);
    }
    isStillParked();
  });

  it.each(['', '?', '?call=', `?call=${CALL}`, `?call=${CALL}&dial=../..&x=1`, `?dial=${'a'.repeat(43)}`])(
    'are refused at the address %j, which names no dial',
    async (query) => {
      await house.parked();
      await house.dialled();
      for (const route of ['transfer-screen', 'transfer-screen-answer', 'transfer-progress'])
        expect((await house.webhook(form(CHILD), { path: `/phone/${route}${query}` })).status).toBe(403);
      isStillParked();
    },
  );
});

describe('signed webhooks that belong to something else', () => {
  it('open nothing with a token that was made up', async () => {
    await house.parked();
    await house.dialled();
    const query = `?call=${CALL}&dial=${'a'.repeat(43)}`;
    expect(verbs(await house.askLeg(`/phone/transfer-screen${query}`))).toEqual(['Hangup']);
    expect(verbs(await house.askLeg(`/phone/transfer-screen-answer${query}`, { Digits: '1' }))).toEqual([
      'Hangup',
    ]);
    await house.webhook(form({ ...CHILD, AnsweredBy: 'human' }), {
      path: `/phone/transfer-progress${query}`,
    });
    expect(verbs(await house.afterDial(`/phone/after-dial${query}`, 'completed'))).toEqual(['Hangup']);
    isStillParked();
  });

  it("open nothing with the token of another tenant's call", async () => {
    await house.createTenant({ businessName: 'Other', phoneNumber: OTHER_LINE });
    await house.webhook(form({ CallSid: OTHER, To: OTHER_LINE }));
    await until(() => house.engine.conversations.length === 1);
    await house.parked();
    const { person } = await house.dialled();
    const foreign = path(person.url).replace(CALL, OTHER);
    expect(verbs(await house.askLeg(foreign))).toEqual(['Hangup']);
    expect(verbs(await house.askLeg(foreign.replace('screen', 'screen-answer'), { Digits: '1' }))).toEqual([
      'Hangup',
    ]);
    isStillParked();
    expect(house.session(OTHER).record.transfers).toEqual([]);
  });

  it('do not end the dial of a call on another line', async () => {
    await house.createTenant({ businessName: 'Other', phoneNumber: OTHER_LINE });
    await house.parked();
    const { dial } = await house.dialled();
    expect(verbs(await house.afterDial(dial.action, 'busy', { To: OTHER_LINE }))).toEqual(['Hangup']);
    expect(verbs(await house.ask('/phone/after-stream', { To: OTHER_LINE }))).not.toContain('Dial');
    isStillParked();
  });

  it('of a call that is not known hang up', async () => {
    const query = `?call=CA404&dial=${'a'.repeat(43)}`;
    expect(verbs(await house.askLeg(`/phone/transfer-screen${query}`))).toEqual(['Hangup']);
    for (const status of ['completed', 'busy'])
      expect(verbs(await house.afterDial(`/phone/after-dial${query}`, status, { CallSid: 'CA404' }))).toEqual(
        ['Hangup'],
      );
    expect(house.registry.size).toBe(0);
  });
});

describe('webhooks that come again', () => {
  it('dial the same once: the same document, the same token', async () => {
    await house.parked();
    expect(await house.dialled()).toEqual(await house.dialled());
  });

  it('do not undo the first answer of the person', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    const [gather] = (await house.askLeg(person.url)).children;
    const answer = gather?.attributes.action;
    await house.askLeg(answer, { Digits: '2' });
    expect(verbs(await house.askLeg(answer, { Digits: '1' }))).toEqual(['Hangup']);
    expect(verbs(await house.askLeg(person.url))).toEqual(['Hangup']);
    await house.afterDial(dial.action, 'completed');
    expect(house.session().record.transfers).toMatchObject([{ outcome: 'declined' }]);
  });

  it('join the lines again for a person who has accepted, until the dial is over', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    const [gather] = (await house.askLeg(person.url)).children;
    const accept = () => house.askLeg(gather?.attributes.action, { Digits: '1' });
    for (const _ of [1, 2]) expect(verbs(await accept())).toEqual([]);
    await house.afterDial(dial.action, 'completed');
    expect(verbs(await accept())).toEqual(['Hangup']);
  });

  it('can not accept before the person has been asked', async () => {
    await house.parked();
    const { person } = await house.dialled();
    const early = path(person.url).replace('transfer-screen', 'transfer-screen-answer');
    expect(verbs(await house.askLeg(early, { Digits: '1' }))).toEqual(['Hangup']);
    isStillParked();
  });

  it('say nothing about the next dial of the same call', async () => {
    const conversation = await house.parked();
    const first = await house.dialled();
    await house.afterDial(first.dial.action, 'busy');
    house.joinAgain();
    await house.putThrough(conversation, 'Sales');
    await house.dialled();
    expect(verbs(await house.afterDial(first.dial.action, 'busy'))).toEqual(['Hangup']);
    expect(house.session().parked).not.toBeNull();
  });

  it('answer the end of the dial the same way until the caller is back, then change nothing', async () => {
    await house.parked();
    const { dial } = await house.dialled();
    const back = await house.afterDial(dial.action, 'busy');
    expect(await house.afterDial(dial.action, 'busy')).toEqual(back);
    house.joinAgain();
    expect(verbs(await house.afterDial(dial.action, 'busy'))).toEqual(['Hangup']);
    expect(house.session().live).toBe(true);
  });
});

describe('a person who accepts too late', () => {
  it('is not joined to a call that an operator has ended', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    const [gather] = (await house.askLeg(person.url)).children;
    house.session().close('operator-hung-up');
    expect(verbs(await house.askLeg(gather?.attributes.action, { Digits: '1' }))).toEqual(['Hangup']);
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Hangup']);
    await house.registry.settled(CALL);
    expect(house.archive.find(CALL)?.endReason).toBe('operator-hung-up');
  });
});

describe('signed webhooks with anything in them', () => {
  it('are answered with TwiML, or refused, and never with an error', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    const paths = [
      path(dial.action),
      path(person.url),
      path(person.url).replace('transfer-screen', 'transfer-screen-answer'),
      path(person.url).replace('transfer-screen', 'transfer-progress'),
      '/phone/voicemail',
    ];
    const names = ['CallSid', 'To', 'Digits', 'DialCallStatus', 'CallStatus', 'AnsweredBy', 'RecordingUrl'];
    const odd = ['', '1', '\u0000', '🙂', '<Say>', '&amp;', '__proto__', 'constructor', 'x'.repeat(2_000)];
    for (const at of paths)
      for (const name of names)
        for (const value of odd) {
          const { status, text } = await house.webhook(form({ [name]: value }), { path: at });
          expect([200, 204, 403]).toContain(status);
          if (status === 200)
            expect(text).toMatch(
              /^<\?xml version="1.0" encoding="UTF-8"\?><Response(?:\/>|>.*<\/Response>)$/s,
            );
        }
  });
});
