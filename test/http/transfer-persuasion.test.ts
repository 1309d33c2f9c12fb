import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { ATTACK_SCRIPTS, type AttackScript, SMUGGLING_SCRIPTS } from '../call/transfer-attacks.ts';
import { form, LINE } from './public-house.ts';
import { ANN, destination, openTransferHouse, SALES, type TransferHouse } from './transfer-house.ts';

let house: TransferHouse;
beforeEach(async () => {
  const transfers = [
    destination({ label: 'Billing', number: ANN }),
    destination({ label: 'Sales team', number: SALES, mode: 'cold' }),
  ];
  house = await openTransferHouse({ transfers });
});
afterEach(() => house.close());

let calls = 0;

/** A call whose model has been talked into using the tool; returns everything the carrier would be told of it. */
async function attacked({ asks, through, words }: AttackScript) {
  calls += 1;
  const callSid = `CA${String(calls).padStart(32, '0')}`;
  const scope = tenantScope(house.tenant.id);
  if (through === 'memory')
    await house.memories.patch(scope, '+15551230001', { facts: [{ text: words, sensitive: false }] });
  const conversation = await house.ring(callSid);
  conversation.emit({ type: 'ready' });
  if (through === 'speech')
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: words, final: true });
  const answer = await house.use(conversation, asks);
  return { answer, callSid, conversation };
}

const end = async (callSid: string): Promise<void> => {
  house.session(callSid)?.close('caller-hung-up');
  await house.registry.settled(callSid);
  await until(() => house.registry.get(callSid) === undefined);
};

describe('a model that was talked round', () => {
  it('is tried in at least fifty ways, each its own', () => {
    expect(ATTACK_SCRIPTS.length).toBeGreaterThanOrEqual(50);
    const distinct = new Set(ATTACK_SCRIPTS.map(({ asks, words }) => JSON.stringify([asks, words])));
    expect(distinct.size).toBe(ATTACK_SCRIPTS.length);
  });

  it.each(ATTACK_SCRIPTS.map((script) => [script.name, script] as const))(
    'has nobody dialled: %s',
    async (_, script) => {
      const { answer, callSid } = await attacked(script);
      expect(answer).toMatchObject({ error: expect.any(String) });
      expect(house.session(callSid).parked).toBeNull();
      expect(house.session(callSid).record.transfers).toEqual([]);
      await end(callSid);
      const { text } = await house.webhook(form({ CallSid: callSid }), { path: '/phone/after-stream' });
      expect(text).not.toContain('<Dial');
    },
  );

  it.each(SMUGGLING_SCRIPTS.map((script) => [script.name, script] as const))(
    'has only a listed number dialled: %s',
    async (_, script) => {
      const { answer, callSid, conversation } = await attacked(script);
      expect(answer).toBeNull();
      house.finishWords(conversation, callSid);
      await until(() => house.session(callSid).parked !== null);
      const { number, dial, person } = await house.dialled(callSid);
      expect([ANN, SALES]).toContain(number);
      expect(dial.callerId).toBe(LINE);
      if (person.url !== undefined) {
        const [gather, last, ...more] = (await house.askLeg(person.url)).children;
        expect(gather?.children.map(({ name }) => name)).toEqual(['Say']);
        expect(last?.name).toBe('Hangup');
        expect(more).toEqual([]);
      }
      await end(callSid);
    },
  );
});
