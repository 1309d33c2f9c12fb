import { afterAll, describe, expect, it } from 'vitest';
import { createOfflineEngine } from '../../../server/model/offline/engine.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';
import { Caller } from './caller.ts';
import { FULL, talk, withFacts } from './talk.ts';

const DICTATED = ['take a message', 'Bob Stone', 'the roof leaks', 'yes'];
const ROOF = {
  kind: 'message',
  name: 'Bob Stone',
  text: 'the roof leaks',
  urgency: 'normal',
  callbackNumber: '+15550100',
  noCallBack: false,
  preferredTimes: [],
};

describe('what a caller has dictated and not confirmed', () => {
  it('is there from the first words on, and grows', () => {
    const call = talk();
    call.go('take a message', 'Bob Stone');
    expect(call.dictated()).toBeNull();
    call.hear('the roof leaks');
    expect(call.dictated()).toEqual({ ...ROOF, callbackNumber: null });
    call.hear('yes');
    expect(call.dictated()).toEqual(ROOF);
  });

  it.each([
    ['Goodbye, I have to go', 'Goodbye'],
    ['no', 'What is wrong'],
    ['put me through to someone', 'Which one'],
    ['what are your hours', 'nine to five'],
  ])('stays when the caller says: %s', (line, answer) => {
    const call = talk();
    call.go(...DICTATED);
    const said = call.hear(line);
    if (!said.includes('take_message')) expect(said).toContain(answer);
    expect(call.dictated()).toEqual(ROOF);
  });

  it('stays when the caller asks for a person who is not there, and leaves', () => {
    const call = talk(withFacts({ destinations: [] }));
    call.go(...DICTATED);
    expect(call.hear('can I speak to someone')).toContain('not put you through');
    expect(call.hear('goodbye')).toContain('{end_call {}}');
    expect(call.dictated()).toEqual(ROOF);
  });

  it('is offered again when nobody could be reached', () => {
    const call = talk();
    call.go(...DICTATED, 'put me through to billing');
    call.answer('transfer_call', { error: 'Billing is closed.' });
    expect(call.dictated()).toEqual(ROOF);
    expect(call.hear('yes')).toContain('The roof leaks. Is that right?');
  });

  it('stays when the caller falls silent', () => {
    const call = talk();
    call.go(...DICTATED);
    call.silence();
    call.silence();
    expect(call.silence()).toContain('{end_call {}}');
    expect(call.dictated()).toEqual(ROOF);
  });

  it.each([
    'No, forget it.',
    'Forget it, goodbye.',
    'Please cancel the message',
    "don't send it",
    'Never mind.',
  ])('is not kept of a caller who gives it up: %s', (line) => {
    const call = talk();
    call.go(...DICTATED);
    call.hear(line);
    expect(call.dictated()).toBeNull();
  });

  it('is not kept of a caller who declines to leave it after all', () => {
    const call = talk();
    call.go(...DICTATED, 'put me through to billing');
    call.answer('transfer_call', { error: 'Billing is closed.' });
    call.hear('no thanks');
    expect(call.dictated()).toBeNull();
  });

  it('says that no call back is wanted, and takes none for agreed', () => {
    const call = talk();
    call.go('take a message', 'Bob Stone', 'the roof leaks', 'that is not necessary');
    expect(call.dictated()).toEqual({ ...ROOF, callbackNumber: null, noCallBack: true });
    expect(call.hear('yes')).toContain('"callback_number":null,"confirmed":true,"no_callback":true');
  });

  it('is the wish for an appointment with its times', () => {
    const call = talk();
    call.go("I'd like to make an appointment", 'a boiler check', 'Tuesday at three');
    expect(call.dictated()).toMatchObject({
      kind: 'appointment',
      text: 'a boiler check',
      preferredTimes: ['Tuesday at three'],
    });
  });

  it('is nothing where nothing can be stored', () => {
    const call = talk({ ...FULL, tools: [] });
    call.go(...DICTATED);
    expect(call.dictated()).toBeNull();
  });
});

describe('a conversation', () => {
  const logger = createLogger({ level: 'silent' });
  const engine = createOfflineEngine({
    clock: new ManualClock(),
    logger,
    hearingThreads: 1,
    speechThreads: 1,
  });
  afterAll(() => engine.shutdown());
  const told = (caller: Caller) =>
    caller.events.flatMap((event) => (event.type === 'dictated' ? [event.message] : []));

  it('tells each change at once, and that the tool has taken it', { timeout: 60_000 }, async () => {
    const caller = new Caller(engine, 'rms', FULL, (event, conversation) => {
      if (event.type === 'tool-call') conversation.toolResult(event.callId, { taken: true });
    });
    for (const line of DICTATED) await caller.type(line);
    expect(told(caller)).toEqual([
      { ...ROOF, callbackNumber: null, earlier: false },
      { ...ROOF, earlier: false },
    ]);
    await caller.type('yes');
    expect(told(caller).slice(2)).toEqual([null]);
    caller.conversation.close();
  });

  it('knows what was dictated to another engine', { timeout: 60_000 }, async () => {
    const history = [{ role: 'caller' as const, text: 'Please call me back about the roof.' }];
    const caller = new Caller(engine, 'rms', { ...FULL, history });
    await caller.type('Hello?');
    expect(told(caller)).toMatchObject([{ text: 'Please call me back about the roof.', earlier: true }]);
    caller.conversation.close();
  });
});
