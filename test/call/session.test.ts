import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT_FRAME } from '../../server/call/gap-filler.ts';
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

describe('a call', () => {
  it('has the model speak the greeting while the carrier is still connecting, and plays it when it joins', async () => {
    const tenant = await house.createTenant({ agent: { greeting: GREETING } });
    const { session } = await house.ring(tenant, 'CA1');
    const conversation = house.engine.last;
    expect(conversation.said).toEqual([GREETING]);
    conversation.speak('g', GREETING, audio(500));
    const { leg } = house.join(session);
    expect(leg.sent).toEqual([audio(500)]);
    expect(session.record.timings).toMatchObject({ greetingMs: 0, greetingCached: false });
  });

  it('plays the same greeting from the cache the next time, and tells the model that it was said', async () => {
    const first = await answered('CA1');
    first.conversation.speak('g', GREETING, audio(900));
    first.line.onEnd('stop');
    await house.registry.settled('CA1');
    const second = await answered('CA2');
    await until(() => second.leg.sent.length > 0);
    expect(second.conversation.said).toEqual([]);
    expect(second.conversation.noted).toEqual([{ itemId: 'greeting', text: GREETING }]);
    expect(Buffer.concat(second.leg.sent.map((part) => Buffer.from(part, 'base64')))).toEqual(
      Buffer.from(audio(900), 'base64'),
    );
    expect(second.session.record.timings.greetingCached).toBe(true);
  });

  it('does not keep a greeting that the model worded otherwise', async () => {
    const first = await answered('CA1');
    first.conversation.speak('g', 'Hi there!', audio(900));
    first.line.onEnd('stop');
    await house.registry.settled('CA1');
    const second = await answered('CA2');
    expect(second.conversation.said).toEqual([GREETING]);
  });

  it('passes caller audio on as it came, with silence where frames are missing', async () => {
    const { line, conversation } = await answered();
    line.onAudio(audio(20, 1), 0);
    line.onAudio(audio(20, 2), 60);
    expect(conversation.heard).toEqual([audio(20, 1), SILENT_FRAME, SILENT_FRAME, audio(20, 2)]);
  });

  it('on barge-in clears the line and truncates the model at what was heard', async () => {
    const { conversation, leg } = await answered();
    conversation.speak('g', GREETING, audio(2_000));
    house.clock.advance(700);
    conversation.emit({ type: 'speech-started' });
    expect(leg.cleared).toBe(1);
    expect(conversation.truncated).toEqual([{ itemId: 'g', heardMs: 700, heardText: 'Hello' }]);
  });

  it('measures the way to the carrier as it is joined, so that late marks mislead no truncation', async () => {
    const { conversation, leg, line } = await answered();
    house.clock.advance(80);
    line.onMark(leg.marks[0]!);
    conversation.speak('g', GREETING, audio(400));
    conversation.emit({ type: 'audio', itemId: 'g', payload: audio(400) });
    house.clock.advance(480);
    line.onMark(leg.marks[1]!);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    expect(conversation.truncated.map(({ heardMs }) => heardMs)).toEqual([480]);
  });

  it('writes the record with each turn, its time and its end, and tells of them in order', async () => {
    const { conversation, leg, line, session } = await answered();
    conversation.speak('g', GREETING, audio(500));
    house.clock.advance(500);
    line.onMark(leg.marks.at(-1)!);
    house.clock.advance(500);
    conversation.emit({ type: 'speech-started', utteranceId: 'u' });
    conversation.emit({ type: 'speech-stopped' });
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'Are you open?', final: true });
    line.onEnd('stop');
    await house.registry.settled('CA1');
    const record = await house.archive.read(tenantScope(session.tenant.id), 'CA1');
    expect(record).toMatchObject({
      state: 'ended',
      endReason: 'caller-hung-up',
      durationMs: 1_000,
      costUsd: 0.5,
      transcript: [
        { role: 'agent', text: GREETING, atMs: 0 },
        { role: 'caller', text: 'Are you open?', atMs: 1_000 },
      ],
    });
    const told = house.events
      .map(({ type }) => type)
      .filter((type) => /^call\.(started|turn|ended)$/.test(type));
    expect(told).toEqual(['call.started', 'call.turn', 'call.turn', 'call.ended']);
  });

  it('ends once, whatever comes after', async () => {
    const { line, session, conversation, leg } = await answered();
    line.onEnd('stop');
    session.close('internal-error');
    line.onEnd('lost');
    conversation.emit({ type: 'audio', itemId: 'late', payload: audio(20) });
    await house.registry.settled('CA1');
    expect(conversation.closed).toBe(1);
    expect(leg.closed).toBe(1);
    expect(leg.sent).toEqual([]);
    expect(house.archive.find('CA1')?.endReason).toBe('caller-hung-up');
    expect(house.events.filter(({ type }) => type === 'call.ended')).toHaveLength(1);
    expect(house.registry.size).toBe(0);
  });

  it('is given up when nobody joins it before its token expires', async () => {
    const tenant = await house.createTenant();
    const { token } = await house.ring(tenant, 'CA1');
    house.clock.advance(60_000);
    await house.registry.settled('CA1');
    expect(house.registry.redeem('CA1', token)).toBeUndefined();
    expect(house.archive.find('CA1')?.endReason).toBe('never-joined');
    expect(house.engine.last.closed).toBe(1);
  });

  it('lets one stream in, with its own token', async () => {
    const tenant = await house.createTenant();
    const { token } = await house.ring(tenant, 'CA1');
    const other = await house.ring(tenant, 'CA2');
    expect(house.registry.redeem('CA1', 'wrong')).toBeUndefined();
    expect(house.registry.redeem('CA1', other.token)).toBeUndefined();
    const session = house.registry.redeem('CA1', token);
    expect(session?.callSid).toBe('CA1');
    house.join(session!);
    expect(house.registry.redeem('CA1', token)).toBeUndefined();
  });

  it('hangs up by the agent only after the goodbye was heard', async () => {
    const { conversation, leg, line } = await answered();
    conversation.speak('bye', 'Goodbye.', audio(800));
    conversation.emit({ type: 'tool-call', callId: 't1', name: 'end_call', arguments: {} });
    await until(() => conversation.results.has('t1'));
    expect(leg.closed).toBe(0);
    house.clock.advance(800);
    line.onMark(leg.marks.at(-1)!);
    expect(leg.closed).toBe(1);
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('agent-hung-up');
  });

  it('takes a message once, and confirms it only when it is stored', async () => {
    const { conversation, session } = await answered();
    const call = {
      type: 'tool-call',
      callId: 't1',
      name: 'take_message',
      arguments: { name: 'Bob', message: 'Ring me.' },
    } as const;
    conversation.emit(call);
    conversation.emit(call);
    expect(conversation.results.size).toBe(0);
    await until(() => conversation.results.size > 0);
    expect(conversation.results.get('t1')).toEqual({ taken: true });
    expect(session.record.messages).toMatchObject([{ name: 'Bob', text: 'Ring me.' }]);
    expect(session.givenName).toBe('Bob');
  });

  it('refuses a tool it does not have, or that lacks what it needs', async () => {
    const { conversation } = await answered();
    conversation.emit({
      type: 'tool-call',
      callId: 't1',
      name: 'transfer',
      arguments: { number: '+19005550000' },
    });
    conversation.emit({ type: 'tool-call', callId: 't2', name: 'take_message', arguments: ['x'] });
    await until(() => conversation.results.size === 2);
    expect(conversation.results.get('t1')).toHaveProperty('error');
    expect(conversation.results.get('t2')).toHaveProperty('error');
  });

  it('remembers the caller for the next call', async () => {
    const first = await answered('CA1');
    first.conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'My name is Bob', final: true });
    first.conversation.emit({
      type: 'tool-call',
      callId: 't',
      name: 'remember_name',
      arguments: { name: 'Bob' },
    });
    first.line.onEnd('stop');
    await house.registry.settled('CA1');
    await house.afterCall.idle();
    const second = await answered('CA2');
    expect(second.conversation.spec.callerName).toBe('Bob');
    expect(second.conversation.spec.instructions).toContain('Bob');
  });

  it('remembers nothing of a caller who withholds the number', async () => {
    const { conversation, line } = await answered('CA1', 'anonymous');
    conversation.emit({ type: 'caller-text', utteranceId: 'u', text: 'My name is Bob', final: true });
    line.onEnd('stop');
    await house.registry.settled('CA1');
    await house.afterCall.idle();
    expect(house.archive.find('CA1')?.namespace).toBeNull();
    expect(await house.memories.list(tenantScope(house.tenants.list()[0]!.id))).toEqual([]);
  });

  it('does not take another call down with it when it throws', async () => {
    const one = await answered('CA1');
    const two = await answered('CA2');
    expect(() =>
      one.conversation.emit({ type: 'audio', itemId: 'x', payload: null as unknown as string }),
    ).toThrow();
    one.session.close('internal-error');
    two.conversation.speak('g', 'Still here.', audio(20));
    expect(two.leg.sent).toEqual([audio(20)]);
  });

  it('does not keep a greeting on the disk that says the name of a caller', async () => {
    const tenant = await house.createTenant({ agent: { returningGreeting: 'Hello {user_name}, AI here.' } });
    await house.memories.patch(tenantScope(tenant.id), '+15551230001', { profile: { name: 'Zelda' } });
    await house.ring(tenant, 'CA1');
    expect(house.engine.last.said).toEqual(['Hello Zelda, AI here.']);
    house.engine.last.speak('g', 'Hello Zelda, AI here.', audio(100));
    const again = await house.ring(tenant, 'CA2');
    expect(house.engine.last.noted).toHaveLength(1);
    again.session.close('shutdown');
    await house.hangUpAll();
    await house.store.close();
    house = await openHouse(folder);
    await house.ring(house.tenants.list()[0]!, 'CA3');
    expect(house.engine.last.said).toEqual(['Hello Zelda, AI here.']);
  });

  it('takes no call beyond its capacity, and none while it shuts down', async () => {
    await answered('CA1');
    await answered('CA2');
    expect(house.registry.hasRoom).toBe(true);
    await answered('CA3');
    expect(house.registry.hasRoom).toBe(false);
    await house.hangUpAll();
    expect(house.registry.hasRoom).toBe(false);
    expect(house.archive.list({ limit: 10 }).calls.map(({ endReason }) => endReason)).toEqual([
      'shutdown',
      'shutdown',
      'shutdown',
    ]);
  });
});
