import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { testDelivery } from '../../server/messages/delivery-test.ts';
import { MESSAGE_KINDS } from '../../server/messages/documents.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { until } from '../call/house-of-calls.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { CALLER, messageOf, recordOf, settingsOf, tenantOf } from './letters.ts';
import { openPostOffice } from './post-office.ts';
import { Postman } from './postman.ts';

const delivery = { emails: ['owner@example.com'], sms: [], webhookUrl: null, withTranscript: true };
const settings = settingsOf({ delivery });
const one = tenantScope(1);

let dataDir: string;
let postman: Postman;
beforeEach(async () => {
  dataDir = await temporaryFolder();
  postman = new Postman();
});

type Office = Awaited<ReturnType<typeof openPostOffice>>;
let office: Office;
afterEach(() => office.stop());

async function open(): Promise<Office> {
  office = await openPostOffice({ dataDir, notifier: postman, tenantIds: [1, 2] });
  return office;
}
const file = (record = recordOf('CA1'), over = settings) =>
  office.inbox.file(tenantScope(record.tenantId), tenantOf(record.tenantId), over, record);
const at = (minute: number) => ({ startedAt: `2026-03-02T15:${String(minute).padStart(2, '0')}:00.000Z` });

describe('the inbox', () => {
  it('shows what was left, newest first, page by page', async () => {
    await open();
    for (const minute of [5, 1, 3, 2, 4]) await file(recordOf(`CA${minute}`, at(minute)));
    const query = { tenantId: 1, state: 'open', limit: 2 } as const;
    const first = await office.inbox.page(query);
    const second = await office.inbox.page({ ...query, cursor: first.nextCursor! });
    const third = await office.inbox.page({ ...query, cursor: second.nextCursor! });
    const sids = [first, second, third].map(({ messages }) => messages.map(({ callSid }) => callSid));
    expect(sids).toEqual([['CA5', 'CA4'], ['CA3', 'CA2'], ['CA1']]);
    expect([first.open, third.open, third.nextCursor]).toEqual([5, 5, null]);
    expect(first.messages[0]).toMatchObject({
      name: 'Ann Lee',
      from: CALLER,
      at: '2026-03-02T15:06:00.000Z',
      done: false,
      deliveries: [{ channel: 'email', target: 'owner@example.com', purpose: 'message' }],
    });
  });

  it('shows what was left in one call alone', async () => {
    await open();
    for (const callSid of ['CA1', 'CA2']) await file(recordOf(callSid));
    const { messages, open: all } = await office.inbox.page({ callSid: 'CA2', state: 'all', limit: 5 });
    expect(messages.map(({ callSid }) => callSid)).toEqual(['CA2']);
    expect(all).toBe(2);
  });

  it('holds each message of a call apart, and files none twice, at the same time or after a restart', async () => {
    await open();
    const record = recordOf('CA1', { messages: [messageOf(), messageOf({ text: 'And the door.' })] });
    await Promise.all([file(record), file(record)]);
    await file(record);
    expect(await office.all()).toHaveLength(2);
    await office.stop();
    await open();
    await file(record);
    expect(await office.all()).toHaveLength(2);
    // One that was on its way when all stopped is sent afterwards.
    await expect.poll(() => postman.sent.length).toBe(2);
  });

  it('keeps what was marked as done, and that it was not after all', async () => {
    await open();
    await file();
    const [message] = await office.all();
    expect(await office.inbox.mark(one, message!.id, true)).toMatchObject({
      done: true,
      doneAt: '2026-03-02T15:00:00.000Z',
    });
    expect(await office.inbox.page({ state: 'open', limit: 5 })).toMatchObject({ messages: [], open: 0 });
    await office.stop();
    await open();
    expect((await office.inbox.page({ state: 'done', limit: 5 })).messages).toHaveLength(1);
    await file();
    expect((await office.inbox.get(one, message!.id)).done).toBe(true);
    expect(await office.inbox.mark(one, message!.id, false)).toMatchObject({ done: false, doneAt: null });
    expect((await office.inbox.page({ state: 'open', limit: 5 })).open).toBe(1);
  });

  it('is there though one message is damaged', async () => {
    await open();
    await file(recordOf('CA1', at(1)));
    await file(recordOf('CA2', at(2)));
    const [later] = await office.all();
    await office.stop();
    const files = await readdir(dataDir, { recursive: true });
    const damaged = files.filter((name) => name.includes(`/message/`) && name.includes(later!.id));
    expect(damaged.length).toBeGreaterThan(0);
    for (const name of damaged) await writeFile(join(dataDir, name), 'not what was written');
    await open();
    expect((await office.all()).map(({ callSid }) => callSid)).toEqual(['CA1']);
  });

  it('never shows one tenant what another has', async () => {
    await open();
    await file(recordOf('CA1', {}, 1));
    await file(recordOf('CA1', { messages: [messageOf({ text: 'For the other.' })] }, 2));
    const [[mine], [theirs]] = [await office.all(1), await office.all(2)];
    expect([mine!.text, theirs!.text]).toEqual(['The kitchen tap drips.', 'For the other.']);
    const absent = { code: 'not-found' };
    await expect(office.inbox.get(one, theirs!.id)).rejects.toMatchObject(absent);
    await expect(office.inbox.mark(one, theirs!.id, true)).rejects.toMatchObject(absent);
    await office.inbox.forgetCalls(one, ['CA1']);
    expect([await office.all(1), await office.all(2)]).toMatchObject([[], [{ text: 'For the other.' }]]);
    expect(postman.sent.map(({ tenantId }) => tenantId)).toEqual([1, 2]);
  });

  it('tells of each change', async () => {
    await open();
    await file();
    await until(() => postman.sent.length === 1);
    const told = office.events.filter(({ type }) => type === 'messages.changed');
    expect(told.length).toBeGreaterThan(1);
    expect(told).toContainEqual({ type: 'messages.changed', tenantId: 1 });
  });
});

describe('the follow-up to the caller', () => {
  const withFollowUp = settingsOf({
    delivery: { ...delivery, emails: [] },
    address: '5 Elm Street',
    followUp: { on: true, text: 'Thank you for calling {business_name}, {address}.' },
  });

  it('is sent once for each call, message or not', async () => {
    await open();
    const record = recordOf('CA1', { messages: [] });
    await file(record, withFollowUp);
    await file(record, withFollowUp);
    await until(() => postman.sent.length === 1);
    expect(postman.sent[0]).toMatchObject({
      target: CALLER,
      content: { channel: 'sms', text: 'Thank you for calling Acme Corp, 5 Elm Street.' },
    });
    await office.stop();
    await open();
    await file(record, withFollowUp);
    expect(postman.sent).toHaveLength(1);
  });

  it('is never sent in practice, nor to a landline, and says why', async () => {
    await open();
    await file(recordOf('CA1', { practice: true, ...at(2) }), withFollowUp);
    await file(recordOf('CA2', { from: '+442079460958', ...at(1) }), withFollowUp);
    const deliveries = await office.deliveries();
    expect(deliveries).toMatchObject([
      { state: 'dismissed', problem: expect.stringMatching(/practice call/) },
      { state: 'dismissed', problem: expect.stringMatching(/can’t get text messages/) },
    ]);
    for (const message of await office.all())
      await expect(office.outbox.retry(one, message.id, message.deliveries[0]!.id)).rejects.toMatchObject({
        code: 'conflict',
      });
    expect(postman.sent).toEqual([]);
  });

  it('is not paid for where the tenant does not dial: numbers can be forged', async () => {
    await open();
    await file(recordOf('CA1', { from: '+447400123456', ...at(2) }), withFollowUp);
    await file(recordOf('CA2', { from: '+881612345678', ...at(1) }), withFollowUp);
    const refusal = { state: 'dismissed', problem: expect.stringMatching(/country/) };
    expect(await office.deliveries()).toMatchObject([refusal, refusal]);
    await file(recordOf('CA3', { from: '+447400123456' }), { ...withFollowUp, dialCountries: ['GB'] });
    await until(() => postman.sent.length === 1);
  });

  it.each([
    ['nobody who withheld the number', { from: 'anonymous' }],
    ['nobody who was never connected', { endReason: 'never-joined' as const }],
    [
      'nobody who asked to be forgotten',
      { flags: [{ kind: 'forgotten' as const, text: 'Forgotten.', atMs: 1 }] },
    ],
  ])('goes to %s', async (_who, over) => {
    await open();
    await file(recordOf('CA1', over), withFollowUp);
    expect(await office.outbox.of((await office.all())[0]?.id ?? '')).toEqual([]);
    expect(postman.sent).toEqual([]);
  });

  it('is not sent where the tenant has none', async () => {
    await open();
    await file(recordOf('CA1', { messages: [] }), settingsOf({ followUp: { on: false, text: 'Hello.' } }));
    await file(recordOf('CA2', { messages: [] }), settingsOf({ followUp: { on: true, text: '' } }));
    expect(postman.sent).toEqual([]);
  });

  it('that fails is shown, though the caller left no message', async () => {
    await open();
    postman.refuses = true;
    await file(recordOf('CA1', { messages: [] }), withFollowUp);
    await until(() => office.alerts().length === 1);
    expect(office.alerts()[0]).toMatchObject({ level: 'warning' });
    const page = await office.inbox.page({ tenantId: 1, state: 'undelivered', limit: 5 });
    expect(page).toMatchObject({
      undelivered: 1,
      messages: [],
      followUps: [{ callSid: 'CA1', target: CALLER }],
    });
    const [failed] = page.followUps;
    postman.refuses = false;
    await office.outbox.retry(one, failed!.messageId, failed!.id);
    await until(() => postman.sent.length === 1);
    expect(office.alerts()).toEqual([]);
  });
});

describe('a caller who is forgotten', () => {
  it('leaves no message and no delivery, in whatever state', async () => {
    await open();
    postman.refuses = true;
    await file(recordOf('CA1'));
    await until(() => office.alerts().length === 1);
    postman.refuses = false;
    await file(recordOf('CA2', { messages: [messageOf(), messageOf({ text: 'More.' })] }));
    await file(recordOf('CA3', { messages: [messageOf({ text: 'Of somebody else.' })] }));
    expect(await office.inbox.forgetCalls(one, ['CA1', 'CA2', 'CA9'])).toEqual({
      messages: 3,
      deliveries: 3,
    });
    expect(await office.all()).toMatchObject([{ text: 'Of somebody else.' }]);
    expect(office.alerts()).toEqual([]);
    await office.store.documents.read(one, async (reader) => {
      for (const kind of MESSAGE_KINDS) expect(await reader.keys(kind)).toHaveLength(1);
    });
  });

  it('in the call itself leaves nothing', async () => {
    await open();
    await file(recordOf('CA1', { flags: [{ kind: 'forgotten', text: 'Forgotten.', atMs: 1 }] }));
    expect(await office.all()).toEqual([]);
    expect(postman.sent).toEqual([]);
  });

  it('is not written to again by a try under way', async () => {
    await open();
    postman.holds = true;
    await file();
    await until(() => postman.sent.length === 1);
    await office.inbox.forgetCalls(one, ['CA1']);
    postman.release();
    await office.outbox.close();
    await office.store.documents.read(one, async (reader) => {
      for (const kind of MESSAGE_KINDS) expect(await reader.keys(kind)).toEqual([]);
    });
  });
});

describe('the outbox', () => {
  const two = settingsOf({ delivery: { ...delivery, emails: ['slow@example.com', 'quick@example.com'] } });
  const targets = () => postman.sent.map(({ target }) => target.split('@')[0]);

  it('sends to one place one after the other, to others meanwhile', async () => {
    await open();
    postman.holds = true;
    await file(recordOf('CA1'), two);
    await file(recordOf('CA2'), two);
    await until(() => postman.sent.length === 2);
    expect(targets().sort()).toEqual(['quick', 'slow']);
    postman.holds = false;
    postman.release();
    await until(() => postman.sent.length === 4);
    expect(new Set(postman.sent.map(({ id }) => id)).size).toBe(4);
  });

  it('does not send again what arrived while the program stopped', async () => {
    await open();
    postman.holds = true;
    await file();
    await until(() => postman.sent.length === 1);
    const closed = office.outbox.close();
    postman.release();
    await closed;
    await office.stop();
    await open();
    expect(await office.deliveries()).toMatchObject([{ state: 'delivered' }]);
    expect(postman.sent).toHaveLength(1);
  });

  it('tries what was dismissed in line and retried again once only', async () => {
    await open();
    postman.holds = true;
    await file(recordOf('CA1'));
    await until(() => postman.sent.length === 1);
    await file(recordOf('CA2'));
    const waiting = (await office.all()).find(({ callSid }) => callSid === 'CA2');
    const { id } = waiting!.deliveries[0]!;
    await office.outbox.dismiss(one, waiting!.id, id);
    await office.outbox.retry(one, waiting!.id, id);
    await office.outbox.retry(one, waiting!.id, id);
    postman.holds = false;
    postman.release();
    await until(() => office.outbox.of(waiting!.id)[0]?.state === 'delivered');
    expect(postman.sent.map((parcel) => parcel.id).filter((sent) => sent === id)).toHaveLength(1);
  });

  it('keeps what became of a delivery in mind when the disk does not', async () => {
    await open();
    postman.holds = true;
    await file();
    await until(() => postman.sent.length === 1);
    const { documents } = office.store;
    vi.spyOn(documents, 'transact').mockRejectedValueOnce(new Error('The disk is full.'));
    postman.release();
    await until(() => office.log.some((line) => line.includes('could not be stored')));
    expect(await office.deliveries()).toMatchObject([{ state: 'delivered' }]);
    expect(postman.sent).toHaveLength(1);
  });
});

describe('a tenant that is deleted', () => {
  it('has nothing left in the inbox, and no alert', async () => {
    await open();
    postman.refuses = true;
    await file(recordOf('CA1'));
    await file(recordOf('CA2', {}, 2));
    await until(() => office.alerts().length === 2);
    await office.inbox.forgetTenant(1);
    const page = await office.inbox.page({ state: 'all', limit: 5 });
    expect(page).toMatchObject({ open: 1, undelivered: 1, messages: [{ tenantId: 2 }] });
    expect(office.alerts()).toMatchObject([{ tenantIds: [2] }]);
  });
});

describe('a delivery test', () => {
  it('sends to every place once and says for each what happened', async () => {
    await open();
    onTestFinished(() => expect(office.clock.pending).toBe(0));
    const parts = { notifier: postman, clock: office.clock, ids: randomIds };
    const all = settingsOf({
      delivery: {
        emails: ['a@example.com'],
        sms: [CALLER],
        webhookUrl: 'https://example.com/hook',
        withTranscript: true,
      },
    });
    const { results } = await testDelivery(parts, one, tenantOf(), all);
    expect(results.map(({ channel, ok }) => [channel, ok])).toEqual([
      ['email', true],
      ['sms', true],
      ['webhook', true],
    ]);
    expect(JSON.parse((postman.sent[2]!.content as { body: string }).body)).toMatchObject({ event: 'test' });
    postman.refuses = true;
    expect((await testDelivery(parts, one, tenantOf(), all)).results[0]).toEqual({
      channel: 'email',
      target: 'a@example.com',
      ok: false,
      problem: 'The address is wrong. Correct it.',
    });
    expect(await office.all()).toEqual([]);
  });
});
