import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallTool, ToolContext, ToolOutcome } from '../../../server/call/call-tool.ts';
import { createMessageTools } from '../../../server/call/tools/messages.ts';
import type { AgentSettings } from '../../../server/contracts/agent.ts';
import type { CallRecord } from '../../../server/contracts/call.ts';
import { callerMessage } from '../../../server/contracts/message.ts';
import { tenantScope } from '../../../server/store/make-scope.ts';
import { ManualClock } from '../../manual-clock.ts';
import { CALLER, recordOf, settingsOf, tenantOf } from '../../messages/letters.ts';

/** Monday 2 March 2026, 10:00 in New York. */
const clock = new ManualClock('2026-03-02T15:00:00.000Z');
const OTHER = '(212) 736-5000';
const OTHER_E164 = '+12127365000';

let record: CallRecord;
let settings: AgentSettings;
let tools: CallTool[];
beforeEach(() => {
  record = recordOf('CA1', { messages: [], state: 'live' });
  begin();
});
function begin(over: Partial<AgentSettings> = {}): void {
  settings = settingsOf(over);
  tools = createMessageTools(settings, clock);
}

let uses = 0;
/** Uses a tool and applies what it does to the record, as the call would. */
async function use(name: string, args: unknown, over: Partial<ToolContext> = {}): Promise<ToolOutcome> {
  uses += 1;
  const tool = tools.find(({ spec }) => spec.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  const outcome = await tool.run(args, {
    scope: tenantScope(1),
    tenant: tenantOf(),
    settings,
    record,
    memory: null,
    callId: `call-${uses}`,
    atMs: 5_000,
    signal: new AbortController().signal,
    ...over,
  });
  if (outcome.effect?.effect === 'message') record.messages.push(outcome.effect.message);
  return outcome;
}
const take = (args: unknown, over?: Partial<ToolContext>) => use('take_message', args, over);
const ask = (args: object) =>
  use('request_appointment', {
    name: 'Ann Lee',
    callback_number: null,
    reason: 'A new boiler.',
    preferred_times: ['Tuesday after lunch'],
    starts_at: [],
    ...args,
  });
const error = (words: RegExp) => ({ output: { error: expect.stringMatching(words) } });

describe('take_message', () => {
  it('stores name and words at once where no number is given', async () => {
    expect(await take({ name: 'Ann Lee', message: 'The tap drips.' })).toEqual({
      output: { taken: true },
      receipts: ['message'],
      effect: {
        effect: 'message',
        message: callerMessage.parse({ name: 'Ann Lee', text: 'The tap drips.', atMs: 5_000 }),
      },
    });
  });

  it('stores a number only after it was read back and confirmed', async () => {
    const args = { name: 'Ann', message: 'Ring me.', callback_number: OTHER, urgency: 'urgent' };
    const first = await take(args);
    expect(first.effect).toBeUndefined();
    expect(first.receipts).toBeUndefined();
    expect(first.output).toMatchObject({ taken: false, read_back: '2 1 2, 7 3 6, 5 0 0 0' });
    expect((await take(args)).effect).toBeUndefined();
    const last = await take({ ...args, callback_number: OTHER_E164, confirmed: true });
    expect(last).toMatchObject({
      receipts: ['message'],
      effect: { message: { callbackNumber: OTHER_E164, urgency: 'urgent', text: 'Ring me.' } },
    });
  });

  it('does not believe that a number is confirmed which it has not spelled', async () => {
    const args = { name: 'Ann', message: 'Ring me.', confirmed: true };
    expect((await take({ ...args, callback_number: OTHER })).effect).toBeUndefined();
    expect((await take({ ...args, callback_number: '212 736 5001' })).effect).toBeUndefined();
    expect((await take({ ...args, callback_number: OTHER })).effect).toBeDefined();
  });

  it('does not take what another call has spelled', async () => {
    const args = { name: 'Ann', message: 'Ring me.', callback_number: OTHER, confirmed: true };
    await take(args);
    begin();
    expect((await take(args)).effect).toBeUndefined();
  });

  it.each([CALLER, '212-555-0142', '(212) 555 0142'])(
    'takes the number the caller rings from as it is: %s',
    async (number) => {
      const outcome = await take({ name: null, message: 'Ring me.', callback_number: number });
      expect(outcome.effect).toMatchObject({ message: { callbackNumber: CALLER } });
    },
  );

  it('reads a number as it is written where the line is, and spells a foreign one whole', async () => {
    record.to = '+442079460000';
    const local = await take({ message: 'x', callback_number: '020 7946 0958' });
    expect(local.output).toMatchObject({ read_back: '0 2 0, 7 9 4 6, 0 9 5 8' });
    const foreign = await take({ message: 'x', callback_number: '+1 212 736 5000' });
    expect(foreign.output).toMatchObject({ read_back: 'plus 1, 2 1 2, 7 3 6, 5 0 0 0' });
  });

  it.each([
    '123',
    '911',
    '900 555 1234',
    '123 456 7890',
    'my usual one',
    '+1555; DROP',
    '12127365000'.repeat(5),
  ])('takes no number that can’t be rung back: %s', async (number) => {
    const outcome = await take({ message: 'Ring me.', callback_number: number, confirmed: true });
    expect(outcome.effect).toBeUndefined();
    expect(outcome.output).toMatchObject({ error: expect.any(String) });
  });

  it('stores the same message once, and no more than a caller could mean', async () => {
    await take({ name: 'Ann', message: 'The tap drips.' });
    expect(await take({ name: 'Ann', message: 'The tap drips.' })).toEqual({
      output: { taken: true },
      receipts: ['message'],
    });
    for (let index = 0; index < 20; index += 1) await take({ name: 'Ann', message: `Message ${index}` });
    expect(record.messages).toHaveLength(10);
    expect(await take({ name: 'Ann', message: 'One more' })).toMatchObject(error(/Enough was left/));
  });

  it('asks for the words where they are missing', async () => {
    for (const args of [{}, { name: 'Ann' }, { message: '' }, { message: ' \u0000 ' }, null, 'text', []])
      expect(await take(args)).toMatchObject(error(/The message is missing/));
    expect(await take({ message: 'x'.repeat(2_001) })).toMatchObject(error(/fewer words/));
  });

  it('makes of any arguments a message that can be kept, or a refusal', async () => {
    const anything = fc.record(
      {
        name: fc.anything(),
        message: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        callback_number: fc.oneof(fc.string(), fc.constantFrom(CALLER, OTHER), fc.anything()),
        urgency: fc.anything(),
        confirmed: fc.anything(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(anything, async (args) => {
        record.messages = [];
        const { effect, output } = await take(args);
        if (effect?.effect !== 'message') expect(output).toBeTypeOf('object');
        else {
          expect(callerMessage.parse(JSON.parse(JSON.stringify(effect.message)))).toEqual(effect.message);
          expect(effect.message.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
          expect([null, CALLER]).toContain(effect.message.callbackNumber);
        }
      }),
    );
  });
});

describe('request_appointment', () => {
  it('is there only where the tenant wants appointments asked for', () => {
    const names = () => tools.map(({ spec }) => spec.name);
    expect(names()).toEqual(['take_message', 'request_appointment']);
    for (const appointments of ['off', 'tools'] as const) {
      begin({ appointments });
      expect(names()).toEqual(['take_message']);
    }
  });

  it('refuses once the tenant has turned it off', async () => {
    settings = settingsOf({ appointments: 'off' });
    expect(await ask({})).toMatchObject(error(/Offer to take a message/));
  });

  it('passes the wish on, and proves nothing but that', async () => {
    const outcome = await ask({ starts_at: ['2026-03-03T14:00:00', '2026-03-03T14:00:00'] });
    expect(outcome).toMatchObject({
      output: { requested: true, booked: false },
      receipts: ['message'],
      effect: {
        message: {
          kind: 'appointment',
          text: 'A new boiler.',
          callbackNumber: CALLER,
          preferredTimes: ['Tuesday after lunch'],
          startsAt: ['2026-03-03T14:00'],
        },
      },
    });
  });

  it('has a number read back like a message', async () => {
    expect((await ask({ callback_number: OTHER, confirmed: true })).effect).toBeUndefined();
    expect((await ask({ callback_number: OTHER, confirmed: true })).effect).toMatchObject({
      message: { callbackNumber: OTHER_E164 },
    });
  });

  it('asks a caller who withheld the number for one', async () => {
    record.from = 'anonymous';
    expect(await ask({})).toMatchObject(error(/Ask for a number/));
  });

  it.each([
    ['2026-03-02T09:59', /has passed/],
    ['2029-03-02T09:59', /years away/],
    ['2026-02-30T10:00', /no local date/],
    ['2026-03-03T14:00Z', /no local date/],
    ['next Tuesday', /no local date/],
  ])('refuses the time %s', async (time, words) => {
    expect(await ask({ starts_at: [time] })).toMatchObject(error(words));
    expect(record.messages).toEqual([]);
  });

  it('asks for a time, and for the reason', async () => {
    expect(await ask({ preferred_times: [], starts_at: [] })).toMatchObject(error(/No time is named/));
    expect(await ask({ reason: ' ' })).toMatchObject(error(/The reason is missing/));
    expect(await ask({ preferred_times: Array(11).fill('now') })).toMatchObject(error(/times are no list/));
  });
});
