import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepVoicemail } from '../../server/call/voicemail.ts';
import type { CallRecord } from '../../server/contracts/call.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { LINE } from './public-house.ts';
import { CALL, openTransferHouse, type TransferHouse, verbs } from './transfer-house.ts';

const LEFT = { RecordingUrl: 'https://api.twilio.com/Recordings/RE1', RecordingDuration: '23' };

let house: TransferHouse;
beforeEach(async () => {
  house = await openTransferHouse();
});
afterEach(() => house.close());

describe('a caller who is turned away', () => {
  it('is asked for a message where that is offered, and never left without a sentence', async () => {
    const say = 'All lines are busy. Please speak after the tone.';
    house.refusal.next = { admitted: false, reason: 'no-room', say, voicemail: true };
    const document = await house.ask('/phone/incoming-realtime');
    expect(verbs(document)).toEqual(['Say', 'Record', 'Say', 'Hangup']);
    const [said, record] = document.children;
    expect(said?.text).toBe(say);
    expect(record?.attributes).toMatchObject({ maxLength: '120', playBeep: 'true', method: 'POST' });
    expect(record?.attributes.action).toContain('/phone/voicemail');
    expect(house.registry.size).toBe(0);
  });

  it('hears no tone where it is not', async () => {
    house.refusal.next = { admitted: false, reason: 'blocked', say: 'Goodbye.', voicemail: false };
    expect(verbs(await house.ask('/phone/incoming-realtime'))).toEqual(['Say', 'Hangup']);
  });
});

describe('a voicemail', () => {
  it('is filed once for its tenant, however often it is told, before the caller is thanked', async () => {
    for (const _ of [1, 2]) {
      const document = await house.ask('/phone/voicemail', LEFT);
      expect(verbs(document)).toEqual(['Say', 'Hangup']);
      expect(document.children[0]?.text).toContain('will be passed on');
    }
    const recording = { url: LEFT.RecordingUrl, durationMs: 23_000 };
    expect(house.voicemails).toEqual([{ callSid: CALL, tenantId: house.tenant.id, recording }]);
  });

  it('that could not be kept is not said to be, and may be told again', async () => {
    house.voicemailFault.fails = true;
    const document = await house.ask('/phone/voicemail', LEFT);
    expect(document.children[0]?.text).toContain('could not be kept');
    expect(verbs(document)).toEqual(['Say', 'Hangup']);
    house.voicemailFault.fails = false;
    await house.ask('/phone/voicemail', LEFT);
    expect(house.voicemails).toHaveLength(1);
  });

  it.each([
    [{ ...LEFT, RecordingDuration: '0' }],
    [{ ...LEFT, RecordingUrl: 'file:///etc/passwd' }],
    [{ ...LEFT, RecordingDuration: 'long' }],
    [{}],
  ])('that is none (%o) is not filed', async (fields) => {
    expect(verbs(await house.ask('/phone/voicemail', fields))).toEqual(['Say', 'Hangup']);
    expect(house.voicemails).toEqual([]);
  });

  it('for a number that nobody has is not filed', async () => {
    expect(verbs(await house.ask('/phone/voicemail', { ...LEFT, To: '+15550009999' }))).toEqual(['Hangup']);
    expect(house.voicemails).toEqual([]);
  });
});

describe('keeping a voicemail', () => {
  it('leaves a record with a message, once, and files it each time it is told', async () => {
    const { archive, clock, tenant } = house;
    const scope = tenantScope(tenant.id);
    const filed: CallRecord[] = [];
    const parts = {
      archive,
      clock,
      publish: (event: (typeof house.events)[number]) => void house.events.push(event),
      file: async (_scope: typeof scope, _tenant: typeof tenant, record: CallRecord) =>
        void filed.push(record),
    };
    const call = { ...house.incoming('CA7'), to: LINE, practice: false };
    const keep = (durationMs: number) =>
      keepVoicemail(parts, scope, tenant, call, { url: LEFT.RecordingUrl, durationMs });
    await keep(1_000);
    await keep(9_000);
    expect(filed).toHaveLength(2);
    expect(filed[1]).toEqual(filed[0]);
    expect(await archive.read(scope, 'CA7')).toMatchObject({
      state: 'ended',
      endReason: 'caller-hung-up',
      messages: [{ kind: 'voicemail', name: null, text: `Voicemail, 1 second: ${LEFT.RecordingUrl}` }],
    });
    expect(house.events.filter(({ type }) => type === 'call.ended')).toHaveLength(1);
  });
});
