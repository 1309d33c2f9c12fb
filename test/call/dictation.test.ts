import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldJournal } from '../../server/call/record.ts';
import { callRecord } from '../../server/contracts/call.ts';
import { callerMessage } from '../../server/contracts/message.ts';
import { transferAttempt } from '../../server/contracts/transfer.ts';
import type { Dictated } from '../../server/model/engine.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse, until } from './house-of-calls.ts';

let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

const ROOF: Dictated = {
  kind: 'message',
  name: 'Bob Stone',
  text: 'The roof leaks',
  urgency: 'normal',
  callbackNumber: '(212) 555-0175',
  noCallBack: false,
  preferredTimes: [],
  earlier: false,
};
const dictates = (message: Dictated | null) => house.engine.last.emit({ type: 'dictated', message });
const leaves = async (message: string, callId = message) => {
  const args = { name: 'Bob Stone', message, callback_number: null };
  house.engine.last.emit({ type: 'tool-call', callId, name: 'take_message', arguments: args });
  await until(() => house.engine.last.results.has(callId));
};

async function answered() {
  const tenant = await house.createTenant();
  const { session } = await house.ring(tenant, 'CA1');
  return { tenant, session, ...house.join(session) };
}

describe('what a caller dictates', () => {
  it('is kept as it was said last when they hang up, and says that it was not confirmed', async () => {
    const { line } = await answered();
    dictates({ ...ROOF, name: null, callbackNumber: null });
    dictates(ROOF);
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages).toMatchObject([
      { name: 'Bob Stone', text: 'The roof leaks', callbackNumber: '+12125550175', confirmed: false },
    ]);
  });

  it('is not kept by an engine that takes over once the caller was put through', async () => {
    const { line, session } = await answered();
    const attempt = { label: 'Ann', mode: 'warm', summary: '', atMs: 0, outcome: 'accepted' };
    session.record.transfers.push(transferAttempt.parse(attempt));
    dictates({ ...ROOF, earlier: true });
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages).toEqual([]);
  });

  it('is there once when it was confirmed', async () => {
    const { line } = await answered();
    dictates({ ...ROOF, callbackNumber: null });
    await leaves('The roof leaks');
    dictates(null);
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages).toMatchObject([{ text: 'The roof leaks', confirmed: true }]);
  });

  it('is kept beside what was left before, and no claim is made of it', async () => {
    const { line } = await answered();
    await leaves('The sink drips');
    dictates(ROOF);
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages.map(({ text, confirmed }) => [text, confirmed])).toEqual([
      ['The sink drips', true],
      ['The roof leaks', false],
    ]);
  });

  it('is not kept once the caller does not want it any more', async () => {
    const { line } = await answered();
    dictates(ROOF);
    dictates(null);
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages).toEqual([]);
  });

  it('is not taken for new by an engine that takes over what another has passed on', async () => {
    const { line } = await answered();
    await leaves('The roof of Bob Stone leaks');
    dictates({ ...ROOF, earlier: true });
    line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed[0]?.messages).toHaveLength(1);
  });

  it('is confirmed in a call that comes back, and then is there once', async () => {
    const { line, session, tenant } = await answered();
    dictates(ROOF);
    line.onEnd('lost');
    await house.registry.settled('CA1');
    const scope = tenantScope(tenant.id);
    const before = (await house.archive.read(scope, 'CA1')) ?? session.record;
    expect(before.messages).toMatchObject([{ confirmed: false }]);
    const opened = house.engine.conversations.length;
    const again = house.registry.begin(house.incoming('CA1'), tenant, scope, before);
    await until(() => house.engine.conversations.length > opened);
    house.engine.last.emit({ type: 'ready' });
    const back = house.join(again.session);
    expect(house.engine.last.spec.instructions).not.toContain('The roof leaks');
    dictates({ ...ROOF, earlier: true });
    await leaves('The roof leaks');
    back.line.onEnd('stop');
    await until(() => house.filed.length > 0);
    expect(house.filed.map(({ messages }) => messages.map(({ confirmed }) => confirmed))).toEqual([[true]]);
  });
});

describe('the journal of a call that was cut off', () => {
  const began = async () => {
    const { session } = await answered();
    return { entry: 'began', record: callRecord.parse({ ...session.record, messages: [] }) };
  };
  const message = (text: string, confirmed: boolean) => ({
    entry: 'message',
    message: callerMessage.parse({ name: null, text, atMs: 1, confirmed }),
  });

  it('holds what was dictated, in the place of what was said of it before', async () => {
    const entries = [await began(), message('The roof', false), message('The roof leaks', false)];
    expect(foldJournal(entries)?.messages).toMatchObject([{ text: 'The roof leaks', confirmed: false }]);
    const confirmed = [...entries, message('The roof leaks', true), message('And the sink', false)];
    expect(foldJournal(confirmed)?.messages.map(({ text }) => text)).toEqual([
      'The roof leaks',
      'And the sink',
    ]);
    const dropped = [...confirmed, { entry: 'message-dropped' }];
    expect(foldJournal(dropped)?.messages.map(({ text }) => text)).toEqual(['The roof leaks']);
  });
});
