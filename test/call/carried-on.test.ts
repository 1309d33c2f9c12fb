import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallTool } from '../../server/call/call-tool.ts';
import type { TenantCreate } from '../../server/contracts/tenant.ts';
import { tenantScope } from '../../server/store/make-scope.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { openHouse, until } from './house-of-calls.ts';

const audio = (ms: number): string => Buffer.alloc(ms * 8, 0x55).toString('base64');
const GREETING = 'Hello from the AI of Acme.';
const BILLING = {
  label: 'Billing',
  number: '+12125551234',
  when: '',
  mode: 'cold' as const,
  schedule: { weekly: [], holidays: [] },
};
const booking: CallTool = {
  spec: { name: 'book', description: 'Books.', parameters: { type: 'object' } },
  external: { receipt: 'booked' },
  run: async () => ({ output: { id: 7 }, receipts: ['booked'] }),
};

let house: Awaited<ReturnType<typeof openHouse>>;

beforeEach(async () => {
  house = await openHouse(await temporaryFolder());
});
afterEach(async () => {
  await house.hangUpAll();
  await house.store.close();
});

const use = (name: string, args: unknown, callId = name) => {
  house.engine.last.emit({ type: 'tool-call', callId, name, arguments: args });
  return until(() => house.engine.last.results.has(callId));
};
const caller = (text: string) =>
  house.engine.last.emit({ type: 'caller-text', utteranceId: text, text, final: true });

/** A call whose greeting was heard. */
async function answered(agent: TenantCreate['agent'] = {}) {
  const tenant = await house.createTenant({ agent: { greeting: GREETING, ...agent } });
  const { session } = await house.ring(tenant, 'CA1');
  const joined = house.join(session);
  house.engine.last.speak('g', GREETING, audio(200));
  house.clock.advance(400);
  for (const mark of joined.leg.marks.splice(0)) joined.line.onMark(mark);
  return { tenant, session, ...joined };
}

/** The carrier brings a caller back whose stream was lost. */
async function back({ tenant, session }: Pick<Awaited<ReturnType<typeof answered>>, 'tenant' | 'session'>) {
  await house.registry.settled('CA1');
  const opened = house.engine.conversations.length;
  const before = (await house.archive.read(tenantScope(tenant.id), 'CA1')) ?? session.record;
  const again = house.registry.begin(house.incoming('CA1'), tenant, tenantScope(tenant.id), before);
  await until(() => house.engine.conversations.length > opened);
  house.engine.last.emit({ type: 'ready' });
  return { session: again.session, ...house.join(again.session) };
}

describe('a call that was brought back', () => {
  it('stands by what its tools have proven before, and is told of it', async () => {
    house.externalTools.push(booking);
    const first = await answered();
    await use('book', {});
    await use('take_message', { name: 'Zelda', message: 'The roof leaks' });
    first.line.onEnd('lost');
    const { session } = await back(first);
    const { said, spec } = house.engine.last;
    expect(spec.instructions).toContain('"tool":"book","worked":true');
    expect(spec.instructions).toContain('The roof leaks');
    house.engine.last.speak(
      'a',
      'Your appointment is booked, and I have passed your message on.',
      audio(200),
    );
    expect(session.record.flags).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('goes on in the language that was spoken', async () => {
    const first = await answered({ languages: ['es'] });
    caller('Buenos días, necesito una cita para el martes por la tarde, por favor.');
    expect(first.session.record.language).toBe('es');
    first.line.onEnd('lost');
    await back(first);
    expect(house.engine.last.said).toEqual(['Lo siento, se cortó la llamada. Continúe, por favor.']);
  });

  it('is told of a recording that was not on before', async () => {
    const first = await answered();
    first.line.onEnd('lost');
    await house.tenants.update(
      tenantScope(first.tenant.id),
      { agent: { recording: { on: true, keepDays: 30 } } },
      'test',
    );
    await back({ ...first, tenant: house.tenants.get(tenantScope(first.tenant.id)) });
    expect(house.engine.last.said[0]).toMatch(/cut off.*recorded\.$/);
  });

  it('is greeted, when it was lost before the agent was heard', async () => {
    const tenant = await house.createTenant({ agent: { greeting: GREETING } });
    const { session } = await house.ring(tenant, 'CA1');
    house.join(session).line.onEnd('lost');
    await back({ tenant, session });
    expect(house.engine.last.said).toEqual([GREETING]);
  });

  it('is forgotten, when the caller asked for that before', async () => {
    const first = await answered();
    await use('forget_me', { confirmed: false }, 'f1');
    house.clock.advance(2_000);
    await use('forget_me', { confirmed: true }, 'f2');
    house.registry.get('CA1')?.close('stream-lost');
    const { session } = await back(first);
    expect(session.forgetting).toBe(true);
    session.close('caller-hung-up');
    await until(() => house.forgotten.length > 0);
    expect(house.filed).toEqual([]);
  });
});

describe('a caller who is forgotten', () => {
  it('is not learnt of from an earlier call that might still have come back', async () => {
    const first = await answered();
    caller('Zelda here, my roof leaks');
    first.line.onEnd('lost');
    await house.registry.settled('CA1');
    const { session } = await house.ring(first.tenant, 'CA2');
    house.join(session);
    await use('forget_me', { confirmed: false }, 'f1');
    house.clock.advance(2_000);
    await use('forget_me', { confirmed: true }, 'f2');
    session.close('caller-hung-up');
    await until(() => house.forgotten.length > 0);
    house.clock.advance(60_000);
    await house.afterCall.idle();
    expect(house.filed).toEqual([]);
    expect(await house.memories.list(tenantScope(first.tenant.id))).toEqual([]);
  });
});

describe('a call that ends while something is under way', () => {
  it('keeps the message whose last word was just said', async () => {
    const { line, tenant } = await answered();
    house.engine.last.emit({
      type: 'tool-call',
      callId: 'm',
      name: 'take_message',
      arguments: { name: 'Zelda', message: 'The roof leaks' },
    });
    line.onEnd('stop');
    await house.registry.settled('CA1');
    const kept = await house.archive.read(tenantScope(tenant.id), 'CA1');
    expect(kept?.messages).toMatchObject([{ name: 'Zelda', text: 'The roof leaks' }]);
    expect(kept?.tools).toMatchObject([{ name: 'take_message', ok: true }]);
  });

  it('waits for no tool that does not stop', async () => {
    house.externalTools.push({ ...booking, run: () => new Promise(() => {}) });
    const { line } = await answered();
    house.engine.last.emit({ type: 'tool-call', callId: 'b', name: 'book', arguments: {} });
    line.onEnd('stop');
    house.clock.advance(1_000);
    await house.registry.settled('CA1');
    expect(house.archive.find('CA1')?.endReason).toBe('caller-hung-up');
  });

  it('leaves no transfer that is for ever connecting', async () => {
    const { line, session } = await answered({ transfers: [BILLING] });
    await use('transfer_call', { destination: 'Billing', summary: 'An invoice' });
    expect(session.record.transfers).toMatchObject([{ outcome: 'connecting' }]);
    line.onEnd('stop');
    await house.registry.settled('CA1');
    expect(session.record.transfers).toMatchObject([{ outcome: 'failed' }]);
  });

  it('says goodbye in the caller’s language when the program stops', async () => {
    await answered({ language: 'de' });
    const stopped = house.registry.shutdown();
    expect(house.engine.last.said.at(-1)).toContain('Auf Wiederhören');
    house.clock.advance(10_000);
    await stopped;
  });
});

describe('a call that waits after a transfer', () => {
  it('is given its whole time again after each', async () => {
    const { session, ...first } = await answered({ transfers: [BILLING] });
    const fail = async (joined: Pick<typeof first, 'leg' | 'line'>, callId: string, ringsMs: number) => {
      await use('transfer_call', { destination: 'Billing', summary: 'An invoice' }, callId);
      house.engine.last.speak(callId, 'One moment.', audio(20));
      house.clock.advance(100);
      for (const mark of joined.leg.marks.splice(0)) joined.line.onMark(mark);
      expect(session.parked).not.toBeNull();
      house.clock.advance(ringsMs);
      session.transferEnded('busy');
      house.registry.renewToken('CA1');
    };
    await fail(first, 't1', 20_000);
    const second = house.join(session);
    house.engine.last.speak('sorry', 'Nobody is there.', audio(20));
    await fail(second, 't2', 50_000);
    house.clock.advance(20_000);
    expect(session.joinable).toBe(true);
    house.clock.advance(40_000);
    expect(session.record.endReason).toBe('stream-lost');
  });
});
