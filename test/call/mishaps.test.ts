import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foldJournal } from '../../server/call/record.ts';
import { recoverCalls } from '../../server/call/recover.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse, until } from './house-of-calls.ts';

const audio = (ms: number, byte = 0x55): string => Buffer.alloc(ms * 8, byte).toString('base64');
const GREETING = 'Hello from the AI of Acme.';

let folder: string;
let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  folder = await temporaryFolder();
  house = await openHouse(folder);
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

/** A call whose greeting is not in the cache yet, with its stream joined. */
async function answered(callSid = 'CA1', from?: string) {
  const tenant = house.tenants.list()[0] ?? (await house.createTenant({ agent: { greeting: GREETING } }));
  const { session, token } = await house.ring(tenant, callSid, from);
  const conversation = house.engine.last;
  const { leg, line } = house.join(session);
  return { tenant, session, token, conversation, leg, line };
}

describe('a call that does not go well', () => {
  it('is taken over by the stand-in when the model fails', async () => {
    const { conversation, leg, line } = await answered();
    conversation.speak('g', GREETING, audio(100));
    house.clock.advance(100);
    line.onMark(leg.marks.at(-1)!);
    conversation.emit({ type: 'failed', failure: 'quota', message: 'gone' });
    expect(house.modelFailures).toEqual(['quota']);
    expect(conversation.closed).toBe(1);
    // It apologises first, in words of our own.
    const before = leg.sent.length;
    await until(() => leg.sent.length > before);
    house.standIn.last.speak('s', 'I am back.', audio(20));
    expect(leg.sent.at(-1)).toBe(audio(20));
    line.onAudio(audio(20, 7), 0);
    expect(house.standIn.last.heard).toEqual([audio(20, 7)]);
  });

  it('greets in the stand-in’s voice when the model fails before a word was said', async () => {
    const { conversation, leg } = await answered();
    conversation.emit({ type: 'failed', failure: 'refused', message: 'no' });
    await until(() => house.standIn.conversations.length > 0);
    expect(leg.sent.length).toBeGreaterThan(0);
    expect(house.standIn.last.spec.history).toEqual([{ role: 'agent', text: GREETING }]);
  });

  it('ends when the stand-in fails as well', async () => {
    const { conversation } = await answered();
    conversation.emit({ type: 'failed', failure: 'quota', message: 'gone' });
    await until(() => house.standIn.conversations.length > 0);
    house.standIn.last.emit({ type: 'failed', failure: 'internal', message: 'gone too' });
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('model-failed');
  });

  it('goes on where it stopped when the carrier brings the caller back', async () => {
    const { tenant, conversation, line, session } = await answered('CA1');
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'Zelda here', final: true });
    house.clock.advance(4_000);
    line.onEnd('lost');
    await house.registry.settled('CA1');
    await house.afterCall.idle();
    const opened = house.engine.conversations.length;
    const again = house.registry.begin(house.incoming('CA1'), tenant, tenantScope(tenant.id), session.record);
    await until(() => house.engine.conversations.length > opened);
    house.engine.last.emit({ type: 'ready' });
    const back = house.join(again.session);
    house.clock.advance(1_000);
    house.engine.last.emit({ type: 'caller-text', utteranceId: 'v', text: 'Second words', final: true });
    back.line.onEnd('stop');
    await house.registry.settled('CA1');
    const record = await house.archive.read(tenantScope(tenant.id), 'CA1');
    expect(record?.transcript.map(({ text, atMs }) => [text, atMs])).toEqual([
      ['Zelda here', 0],
      ['Second words', 5_000],
    ]);
    expect(record).toMatchObject({ durationMs: 5_000, endReason: 'caller-hung-up' });
  });

  it('leaves a journal from which a crash is recovered as interrupted, with every turn that was told', async () => {
    const { conversation, session } = await answered('CA1');
    conversation.emit({ type: 'usage', usage: { audioInputTokens: 40 } });
    conversation.emit({ type: 'usage', usage: { audioInputTokens: 2 } });
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'Do you hear me?', final: true });
    await until(() => house.events.some(({ type }) => type === 'call.turn'));
    // The process goes without a word; the next one opens the same folder.
    await house.store.close();
    house = await openHouse(folder);
    const [left] = await house.store.journals.recover();
    expect(foldJournal(left?.entries ?? [])).toMatchObject({
      callSid: 'CA1',
      tenantId: session.tenant.id,
      endReason: 'interrupted',
      transcript: [{ role: 'caller', text: 'Do you hear me?' }],
      usage: { audioInputTokens: 42 },
    });
  });

  it('is told when the server stops, and let go once it has heard it', async () => {
    const { conversation, leg, line } = await answered();
    conversation.speak('g', GREETING, audio(2_000));
    const stopped = house.registry.shutdown();
    expect(leg.cleared).toBe(1);
    expect(conversation.said).toHaveLength(2);
    conversation.speak('bye', 'Goodbye.', audio(400));
    expect(leg.closed).toBe(0);
    house.clock.advance(400);
    line.onMark(leg.marks.at(-1)!);
    expect(leg.closed).toBe(1);
    await stopped;
    expect(house.archive.find('CA1')?.endReason).toBe('shutdown');
  });

  it('is ended when the server stops and no last words come', async () => {
    const { leg } = await answered();
    const stopped = house.registry.shutdown();
    house.clock.advance(10_000);
    await stopped;
    expect(leg.closed).toBe(1);
  });

  it('ends when the line has said nothing for ten seconds', async () => {
    const { line } = await answered();
    line.onAudio(audio(20), 0);
    house.clock.advance(9_900);
    expect(house.registry.get('CA1')?.live).toBe(true);
    house.clock.advance(300);
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('stream-lost');
  });

  it('ends after its goodbye even when no mark tells that it was heard', async () => {
    const { conversation, line } = await answered();
    conversation.speak('bye', 'Goodbye.', audio(800));
    conversation.emit({ type: 'tool-call', callId: 't1', name: 'end_call', arguments: {} });
    await until(() => conversation.results.has('t1'));
    for (let second = 0; second < 21; second += 1) {
      line.onAudio(audio(20), second * 1_000);
      house.clock.advance(1_000);
    }
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('agent-hung-up');
  });

  it('is answered by the stand-in when its engine cannot even be opened', async () => {
    const tenant = await house.createTenant({ agent: { greeting: GREETING } });
    house.engine.open = () => {
      throw new Error('no');
    };
    house.registry.begin(house.incoming('CA1'), tenant, tenantScope(tenant.id));
    await until(() => house.standIn.conversations.length > 0);
    expect(house.standIn.last.noted.map(({ text }) => text)).toEqual([GREETING]);
  });

  it('is not read while it may come back, and then as a whole', async () => {
    const { tenant, conversation, line, session } = await answered('CA1');
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'Zelda here', final: true });
    conversation.emit({
      type: 'tool-call',
      callId: 't',
      name: 'remember_name',
      arguments: { name: 'Zelda' },
    });
    line.onEnd('lost');
    await house.registry.settled('CA1');
    await house.afterCall.written();
    expect(house.archive.find('CA1')?.summary).toBeNull();
    const opened = house.engine.conversations.length;
    const again = house.registry.begin(house.incoming('CA1'), tenant, tenantScope(tenant.id), session.record);
    await until(() => house.engine.conversations.length > opened);
    house.join(again.session).line.onEnd('stop');
    await until(() => house.archive.find('CA1')?.summary !== null);
    const [memory] = await house.memories.list(tenantScope(tenant.id));
    expect(memory).toMatchObject({ profile: { name: 'Zelda' }, callCount: 1 });
    await until(() => house.events.some(({ type }) => type === 'call.summarised'));
    // The journals go once all of it is kept.
    await vi.waitFor(async () => expect(await house.store.journals.recover()).toEqual([]), {
      timeout: 20_000,
    });
  });

  it('is read at the next start when the last one ended before', async () => {
    const { conversation, line } = await answered('CA1');
    conversation.emit({
      type: 'caller-text',
      utteranceId: 'u',
      text: 'Zelda here, my roof leaks',
      final: true,
    });
    conversation.emit({
      type: 'tool-call',
      callId: 't',
      name: 'remember_name',
      arguments: { name: 'Zelda' },
    });
    line.onEnd('lost');
    await house.registry.settled('CA1');
    await house.store.close();
    house = await openHouse(folder);
    const parts = {
      ...house,
      ...house.store,
      logger: createLogger({ level: 'silent' }),
      cost: () => 1,
      scopeOf: tenantScope,
    };
    await recoverCalls(parts);
    // It might have come back until then.
    house.clock.advance(60_000);
    await until(() => house.events.some(({ type }) => type === 'call.summarised'));
    const tenant = house.tenants.list()[0]!;
    expect(await house.memories.list(tenantScope(tenant.id))).toMatchObject([{ profile: { name: 'Zelda' } }]);
    expect(house.archive.find('CA1')).toMatchObject({ endReason: 'stream-lost', summary: 'They talked.' });
  });
});
