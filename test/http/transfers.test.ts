import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../call/house-of-calls.ts';
import { form, LINE, ORIGIN, startMessages, tokenIn } from './public-house.ts';
import { ANN, CALL, openTransferHouse, SALES, type TransferHouse, verbs } from './transfer-house.ts';

let house: TransferHouse;
beforeEach(async () => {
  house = await openTransferHouse();
});
afterEach(() => house.close());

const outcomes = () => house.session().record.transfers.map(({ outcome }) => outcome);
const archived = async () => {
  await house.registry.settled(CALL);
  return house.archive.find(CALL);
};

describe('a warm transfer', () => {
  it('dials the number of the label, from the line of the tenant, and asks the person first', async () => {
    await house.parked();
    const { dial, number, person } = await house.dialled();
    expect(number).toBe(ANN);
    expect(dial).toMatchObject({ answerOnBridge: 'true', timeout: '25', callerId: LINE });
    expect(dial.action).toContain(`${ORIGIN}/phone/after-dial?call=${CALL}&dial=`);
    expect(person.url).toContain(`${ORIGIN}/phone/transfer-screen?call=${CALL}&dial=`);
  });

  it('tells the person who calls and why, and joins the lines when 1 is pressed', async () => {
    await house.parked('ann', 'Bob <b> & "the" invoice');
    const { dial, person } = await house.dialled();
    const [gather, hangup] = (await house.askLeg(person.url)).children;
    expect(gather?.attributes).toMatchObject({ numDigits: '1', timeout: '10' });
    expect(gather?.children[0]?.text).toBe(
      'A call for Acme & Sons, from 1 5 5 5 1 2 3 0 0 0 1. Bob <b> & "the" invoice. Press 1 to take the call, or hang up.',
    );
    expect(hangup?.name).toBe('Hangup');
    expect(verbs(await house.askLeg(gather?.attributes.action, { Digits: '1' }))).toEqual([]);
    expect(await archived()).toMatchObject({ endReason: 'transferred' });
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Hangup']);
    expect(house.archive.find(CALL)?.transfers).toMatchObject([{ label: 'Ann', outcome: 'accepted' }]);
  });

  it.each([
    ['declined', { Digits: '2' }],
    ['voicemail', { Digits: '' }],
  ])('is %s when the answer is %o, and brings the caller back to the same agent', async (outcome, answer) => {
    const conversation = await house.parked();
    const { dial, person } = await house.dialled();
    const [gather] = (await house.askLeg(person.url)).children;
    expect(verbs(await house.askLeg(gather?.attributes.action, answer))).toEqual(['Hangup']);
    const back = await house.afterDial(dial.action, 'completed');
    expect(verbs(back)).toEqual(['Connect', 'Redirect']);
    expect(outcomes()).toEqual([outcome]);
    expect(conversation.closed).toBe(0);
    expect(conversation.prompted.at(-1)).toContain('Ann');
  });

  it.each([
    ['no-answer', 'no-answer'],
    ['busy', 'busy'],
    ['failed', 'failed'],
    ['canceled', 'no-answer'],
    ['completed', 'failed'],
    ['nonsense', 'failed'],
  ])('ends as the carrier says %s when nobody was asked: %s', async (status, outcome) => {
    await house.parked();
    const { dial } = await house.dialled();
    expect(verbs(await house.afterDial(dial.action, status))).toEqual(['Connect', 'Redirect']);
    expect(outcomes()).toEqual([outcome]);
  });

  it('is declined by hanging up on the question, whatever the carrier makes of it', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    await house.askLeg(person.url);
    await house.afterDial(dial.action, 'completed');
    expect(outcomes()).toEqual(['declined']);
  });

  it('lets the stream of the returning caller in with a new token, once', async () => {
    await house.parked();
    const { dial } = await house.dialled();
    const { text } = await house.webhook(form({ DialCallStatus: 'busy' }), {
      path: (dial.action ?? '').replace(ORIGIN, ''),
    });
    const token = tokenIn(text);
    for (const admitted of [true, false]) {
      const socket = await house.stream();
      if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
      for (const message of startMessages(CALL, token)) socket.send(message);
      if (admitted) await until(() => house.session().live);
      else await until(() => socket.readyState === socket.CLOSED);
    }
    expect(house.session().live).toBe(true);
  });
});

describe('a cold transfer', () => {
  it('puts the caller through at once and listens for machines', async () => {
    await house.parked('Sales');
    const { number, person } = await house.dialled();
    expect(number).toBe(SALES);
    expect(person.url).toBeUndefined();
    expect(person).toMatchObject({ machineDetection: 'Enable', statusCallbackEvent: 'answered' });
    expect(person.amdStatusCallback).toContain('/phone/transfer-progress?call=');
  });

  it.each(['no-answer', 'busy', 'failed'])('that is %s brings the caller back', async (status) => {
    await house.parked('Sales');
    const { dial } = await house.dialled();
    expect(verbs(await house.afterDial(dial.action, status))).toEqual(['Connect', 'Redirect']);
    expect(outcomes()).toEqual([status]);
  });

  it('that was taken ends the call', async () => {
    await house.parked('Sales');
    const { dial } = await house.dialled();
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Hangup']);
    expect(await archived()).toMatchObject({
      endReason: 'transferred',
      transfers: [{ outcome: 'accepted' }],
    });
  });

  it('ends the call as soon as a person is heard', async () => {
    await house.parked('Sales');
    const { dial, person } = await house.dialled();
    await progress(person.amdStatusCallback, { AnsweredBy: 'human' });
    expect(await archived()).toMatchObject({ endReason: 'transferred' });
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Hangup']);
  });

  it.each([[['in-progress', 'machine_start']], [['machine_start', 'in-progress']]])(
    'that reached a machine is known for it, in whatever order it is told: %o',
    async (told) => {
      await house.parked('Sales');
      const { dial, person } = await house.dialled();
      for (const word of told)
        await progress(
          person.statusCallback,
          word === 'in-progress' ? { CallStatus: word } : { AnsweredBy: word, CallStatus: 'in-progress' },
        );
      expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Connect', 'Redirect']);
      expect(outcomes()).toEqual(['voicemail']);
    },
  );

  async function progress(url: string | undefined, over: Record<string, string>): Promise<void> {
    const path = (url ?? '').replace(ORIGIN, '');
    const { status } = await house.webhook(form({ CallSid: 'CA9', From: LINE, To: SALES, ...over }), {
      path,
    });
    expect(status).toBe(204);
  }
});

describe('a caller who hangs up', () => {
  it("while it rings ends the call as the caller's, and the dial is over", async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    await house.webhook(form({ CallStatus: 'completed' }), { path: '/phone/status' });
    expect(await archived()).toMatchObject({
      endReason: 'caller-hung-up',
      transfers: [{ outcome: 'no-answer' }],
    });
    expect(verbs(await house.askLeg(person.url))).toEqual(['Hangup']);
    expect(verbs(await house.afterDial(dial.action, 'canceled', { CallStatus: 'completed' }))).toEqual([
      'Hangup',
    ]);
  });

  it('is known from the end of the dial too', async () => {
    await house.parked();
    const { dial, person } = await house.dialled();
    await house.askLeg(person.url);
    const answer = await house.afterDial(dial.action, 'completed', { CallStatus: 'completed' });
    expect(verbs(answer)).toEqual(['Hangup']);
    expect(await archived()).toMatchObject({
      endReason: 'caller-hung-up',
      transfers: [{ outcome: 'no-answer' }],
    });
  });
});

describe('two transfers in one call', () => {
  it('are dialled one after the other, each with its own token', async () => {
    const conversation = await house.parked();
    const first = await house.dialled();
    await house.afterDial(first.dial.action, 'busy');
    house.joinAgain();
    await house.putThrough(conversation, 'Sales');
    const second = await house.dialled();
    expect(second.number).toBe(SALES);
    expect(second.dial.action).not.toBe(first.dial.action);
    // The person of the first dial comes too late.
    expect(verbs(await house.askLeg(first.person.url))).toEqual(['Hangup']);
    await house.afterDial(second.dial.action, 'completed');
    expect(await archived()).toMatchObject({
      endReason: 'transferred',
      transfers: [{ outcome: 'busy' }, { outcome: 'accepted' }],
    });
  });
});
