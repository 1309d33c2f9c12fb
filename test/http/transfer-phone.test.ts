import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferAnswer } from '../../server/contracts/transfer.ts';
import { createTestPhone, type TestCall } from '../emulators/twilio/test-phone.ts';
import { ACCOUNT, LINE, TOKEN } from './public-house.ts';
import { ANN, destination, openTransferHouse, type TransferHouse } from './transfer-house.ts';

const SOUND = Buffer.alloc(800, 0x55).toString('base64');

let house: TransferHouse;
beforeEach(async () => {
  house = await openTransferHouse();
});
afterEach(() => house.close());

/** Lets time pass until something holds; not so fast that what goes over sockets comes too late. */
async function pass(holds: () => boolean): Promise<void> {
  while (!holds()) {
    house.clock.advance(20);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** A carrier's phone on the line, over real sockets, whose agent has been asked for somebody. */
async function rings(answer: TransferAnswer, label = 'Ann'): Promise<TestCall> {
  const phone = createTestPhone({
    clock: house.clock,
    origin: `http://127.0.0.1:${house.port}`,
    authToken: TOKEN,
    accountSid: ACCOUNT,
  });
  const call = phone.dial({ from: '+15551230001', to: LINE, answer: () => answer });
  await pass(() => house.engine.conversations.length > 0 && house.registry.get(call.callSid)?.live === true);
  const { last } = house.engine;
  const asks = { destination: label, summary: 'Bob about an invoice.' };
  last.emit({ type: 'tool-call', callId: 'c', name: 'transfer_call', arguments: asks });
  await pass(() => last.said.length > 1);
  last.speak('last', 'One moment.', SOUND);
  return call;
}

const ended = async (call: TestCall): Promise<void> => {
  let over = false;
  void call.ended.then(() => {
    over = true;
  });
  await pass(() => over);
  await house.registry.settled(call.callSid);
};

describe('a phone of the carrier', () => {
  it('hears the last words, is put through, and the call has been transferred', async () => {
    const call = await rings('accept');
    await ended(call);
    expect((await call.ended).reason).toBe('completed');
    expect(call.dialled).toMatchObject([{ number: ANN, callerId: LINE }]);
    expect(call.dialled[0]?.heard.join()).toContain('Bob about an invoice.');
    expect(call.heard().subarray(0, 800)).toEqual(Buffer.alloc(800, 0x55));
    const record = house.archive.find(call.callSid);
    expect(record).toMatchObject({
      endReason: 'transferred',
      transfers: [{ label: 'Ann', outcome: 'accepted' }],
    });
  });

  it.each([
    ['decline', 'declined'],
    ['voicemail', 'voicemail'],
    ['no-answer', 'no-answer'],
    ['busy', 'busy'],
  ] as const)('is back with the same agent after %s', async (answer, outcome) => {
    const call = await rings(answer);
    await pass(() => call.dialled.length === 1);
    await pass(() => house.registry.get(call.callSid)?.live === true);
    const session = house.registry.get(call.callSid);
    expect(session?.record.transfers).toMatchObject([{ outcome }]);
    expect(house.engine.conversations).toHaveLength(1);
    house.engine.last.speak('back', 'I am back.', SOUND);
    const heardMs = call.played.length;
    await pass(() => call.played.length > heardMs);
    call.hangUp();
    await ended(call);
    expect(house.archive.find(call.callSid)?.endReason).toBe('caller-hung-up');
  });

  it('may hang up while it rings', async () => {
    const call = await rings('no-answer');
    await pass(() => call.dialled.length === 1);
    call.hangUp();
    await ended(call);
    expect(house.archive.find(call.callSid)).toMatchObject({
      endReason: 'caller-hung-up',
      transfers: [{ outcome: 'no-answer' }],
    });
  });

  it('is put through without a question where that is wished', async () => {
    const call = await rings('accept', 'Sales');
    await ended(call);
    expect(call.dialled).toMatchObject([{ heard: [] }]);
    expect(house.archive.find(call.callSid)).toMatchObject({ endReason: 'transferred' });
  });
});

describe('a phone that rings a closed business', () => {
  it('is put through at once, and gets the agent when nobody takes it', async () => {
    await house.close();
    house = await openTransferHouse({
      schedule: { weekly: [{ day: 'sunday', from: '03:00', to: '03:01' }], holidays: [] },
      afterHours: { mode: 'forward', destination: 'Ann' },
      transfers: [destination({ mode: 'warm' })],
    });
    const phone = createTestPhone({
      clock: house.clock,
      origin: `http://127.0.0.1:${house.port}`,
      authToken: TOKEN,
      accountSid: ACCOUNT,
    });
    for (const answer of ['accept', 'decline'] as const) {
      const call = phone.dial({ from: '+15551230001', to: LINE, answer: () => answer });
      if (answer === 'decline') {
        await pass(
          () => house.engine.conversations.length > 0 && house.registry.get(call.callSid)?.live === true,
        );
        call.hangUp();
      }
      await ended(call);
      const endReason = answer === 'accept' ? 'transferred' : 'caller-hung-up';
      await pass(() => house.archive.find(call.callSid)?.endReason === endReason);
      expect(call.dialled).toMatchObject([{ number: ANN }]);
    }
    expect(house.engine.conversations).toHaveLength(1);
  });
});
