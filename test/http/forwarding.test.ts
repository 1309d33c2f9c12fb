import { afterEach, describe, expect, it } from 'vitest';
import type { AgentPatch } from '../../server/contracts/agent.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { form, LINE, ORIGIN } from './public-house.ts';
import { ANN, CALL, destination, openTransferHouse, type TransferHouse, verbs } from './transfer-house.ts';

/** Open for one minute of the week; the clock of these tests stands on a Monday. */
const CLOSED = { weekly: [{ day: 'sunday' as const, from: '03:00', to: '03:01' }], holidays: [] };

let house: TransferHouse;
afterEach(() => house.close());

async function closedHouse(over: AgentPatch = {}, destinationOver: Parameters<typeof destination>[0] = {}) {
  house = await openTransferHouse({
    schedule: CLOSED,
    afterHours: { mode: 'forward', destination: 'ann' },
    transfers: [destination({ mode: 'cold', ...destinationOver })],
    ...over,
  });
}
const incoming = () => house.ask('/phone/incoming-realtime');
const kept = async () => {
  await until(() => house.archive.find(CALL) !== undefined);
  return house.archive.read(tenantScope(house.tenant.id), CALL);
};

describe('a call outside the hours that is to be forwarded', () => {
  it('is dialled at once: no agent, no model, but a record', async () => {
    await closedHouse();
    const { dial, number } = house.dialOf(await incoming());
    expect(number).toBe(ANN);
    expect(dial.callerId).toBe(LINE);
    expect(house.registry.size).toBe(0);
    expect(house.events).toMatchObject([{ type: 'tenant.changed' }, { type: 'call.started', callSid: CALL }]);
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Hangup']);
    expect(await kept()).toMatchObject({
      endReason: 'transferred',
      durationMs: 0,
      costUsd: 0,
      from: '+15551230001',
      transfers: [{ label: 'Ann', mode: 'cold', outcome: 'accepted' }],
    });
    expect(house.engine.conversations).toEqual([]);
    expect(house.events.at(-1)).toMatchObject({ type: 'call.ended', endReason: 'transferred' });
  });

  it('has an end in its record though the carrier never tells of one', async () => {
    await closedHouse();
    house.dialOf(await incoming());
    house.clock.advance(4 * 60 * 60_000);
    expect(await kept()).toMatchObject({ endReason: 'transferred' });
  });

  it('asks the person first where the destination says so', async () => {
    await closedHouse({}, { mode: 'warm' });
    const { person } = house.dialOf(await incoming());
    const [gather] = (await house.askLeg(person.url)).children;
    expect(gather?.children[0]?.text).toContain('outside the opening hours');
    expect(verbs(await house.askLeg(gather?.attributes.action, { Digits: '1' }))).toEqual([]);
    expect(await kept()).toMatchObject({ endReason: 'transferred' });
  });

  it.each(['no-answer', 'busy', 'failed'])(
    'goes to the agent when the dial ends with %s, as one call',
    async (end) => {
      await closedHouse();
      const { dial } = house.dialOf(await incoming());
      expect(verbs(await house.afterDial(dial.action, end))).toEqual(['Connect', 'Redirect']);
      await until(() => house.engine.conversations.length === 1);
      expect(house.session().record.transfers).toMatchObject([{ label: 'Ann', outcome: end }]);
      // Nothing was said so far, so nobody is told to go on.
      expect(house.engine.last.said.join()).toContain('Hello from the AI.');
      // Once more, and nothing more.
      expect(verbs(await house.afterDial(dial.action, end))).toEqual(['Connect', 'Redirect']);
      expect(house.engine.conversations).toHaveLength(1);
      house.session().close('caller-hung-up');
      expect(await kept()).toMatchObject({ endReason: 'caller-hung-up', transfers: [{ outcome: end }] });
    },
  );

  it("is the caller's to end", async () => {
    await closedHouse();
    await incoming();
    await house.webhook(form({ CallStatus: 'completed' }), { path: '/phone/status' });
    expect(await kept()).toMatchObject({
      endReason: 'caller-hung-up',
      transfers: [{ outcome: 'no-answer' }],
    });
  });

  it('is one call however often it is announced', async () => {
    await closedHouse();
    expect(await incoming()).toEqual(await incoming());
    await house.webhook(form({ CallStatus: 'completed' }), { path: '/phone/status' });
    await kept();
    expect(verbs(await incoming())).toEqual(['Hangup']);
  });

  it('is told apart by its look: the machine that answers is no person', async () => {
    await closedHouse();
    const { dial, person } = house.dialOf(await incoming());
    await house.webhook(form({ CallSid: 'CA9', AnsweredBy: 'machine_start' }), {
      path: (person.amdStatusCallback ?? '').replace(ORIGIN, ''),
    });
    expect(verbs(await house.afterDial(dial.action, 'completed'))).toEqual(['Connect', 'Redirect']);
    expect(house.session().record.transfers).toMatchObject([{ outcome: 'voicemail' }]);
  });

  it('leaves a record when the program ends meanwhile', async () => {
    await closedHouse();
    await incoming();
    await house.forwarded.close();
    expect(await kept()).toMatchObject({ endReason: 'shutdown' });
  });
});

describe('a call is answered by the agent', () => {
  const answered = async () => {
    expect(verbs(await incoming())).toEqual(['Connect', 'Redirect']);
    await until(() => house.engine.conversations.length === 1);
  };

  it('inside the hours', async () => {
    await closedHouse({ schedule: { weekly: [], holidays: [] } });
    await answered();
  });

  it('when it is not to be forwarded', async () => {
    await closedHouse({ afterHours: { mode: 'message', destination: 'Ann' } });
    await answered();
  });

  it('when there is nobody of that name', async () => {
    await closedHouse({ afterHours: { mode: 'forward', destination: 'Bob' } });
    await answered();
  });

  it('when that person can not be reached now', async () => {
    await closedHouse({}, { schedule: CLOSED });
    await answered();
  });

  it('when that number has become the line of the tenant', async () => {
    await closedHouse();
    const phoneNumbers = [LINE, ANN];
    await house.tenants.update(tenantScope(house.tenant.id), { phoneNumbers }, 'test');
    await answered();
  });
});
