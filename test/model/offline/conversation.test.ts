import { afterAll, describe, expect, it } from 'vitest';
import { MULAW_BYTES_PER_MS } from '../../../server/contracts/mulaw.ts';
import type { ConversationSpec, ModelConversation, ModelEvent } from '../../../server/model/engine.ts';
import { takenOverNote, transferFailedNote } from '../../../server/model/notes.ts';
import { createOfflineEngine } from '../../../server/model/offline/engine.ts';
import { createHearing } from '../../../server/model/offline/hearing/hearing.ts';
import { createLogger } from '../../../server/platform/logger.ts';
import { ManualClock } from '../../manual-clock.ts';
import { ACME, agentText, Caller, onTheLine } from './caller.ts';

const clock = new ManualClock();
const logger = createLogger({ level: 'silent' });
const engine = createOfflineEngine({ clock, logger, hearingThreads: 2, speechThreads: 1 });
afterAll(() => engine.shutdown());

/** The silence before the words, and as much of them as it takes to notice them. */
const INTERRUPTING_MS = 400 + 350;
const GREETING = 'Good morning. How are you today?';

/** Answers tools as the call does. */
function storing(event: ModelEvent, conversation: ModelConversation): void {
  if (event.type === 'tool-call') queueMicrotask(() => conversation.toolResult(event.callId, { ok: true }));
}

/** Lets everything happen that needs no more time. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const NORTHWIND: ConversationSpec = {
  ...ACME,
  offlineVoice: 'awb',
  facts: { ...ACME.facts, businessName: 'Northwind', agentName: 'Harriet', hours: 'Every day until eight' },
};

describe('a call over sound', () => {
  it('greets, answers, takes a message and hangs up', async () => {
    const caller = new Caller(engine, 'rms', ACME, storing);
    caller.conversation.say(GREETING);
    await caller.until('response-done');
    const greeting = caller.audio;

    expect(await caller.say('What are your opening hours?')).toContain('nine to five');
    expect(await caller.say("I'd like to leave a message.")).toContain('May I have your name');
    expect(await caller.say('David Wilson.')).toContain('Thank you, David');
    expect(await caller.say('Please call me back tomorrow morning.')).toContain(
      'number you are calling from',
    );
    expect(await caller.say('Yes.')).toContain('from David Wilson: Please call me back');
    expect(await caller.say('Yes please.')).toContain('passed on your message');
    expect(await caller.say("That's all. Goodbye.")).toContain('Goodbye');

    expect(caller.heard.slice(0, 2)).toEqual([
      'What are your opening hours?',
      "I'd like to leave a message.",
    ]);
    expect(caller.tools).toEqual([
      { name: 'remember_name', arguments: { name: 'David Wilson' } },
      {
        name: 'take_message',
        arguments: {
          name: 'David Wilson',
          callback_number: '+15550100',
          confirmed: true,
          message: 'Please call me back tomorrow morning.',
          urgency: 'normal',
        },
      },
      { name: 'end_call', arguments: {} },
    ]);
    expect(caller.kinds[0]).toBe('ready');
    expect(caller.kinds.at(-2)).toBe('tool-call');
    expect(caller.kinds.at(-1)).toBe('response-done');

    const hearing = createHearing({ clock, logger, threads: 1 });
    const words = await hearing.ear(ACME.facts).recognise(greeting, 'anything');
    await hearing.close();
    expect(words).toContain('good morning');
    expect(words).toContain('how are you today');
  }, 90_000);

  it('keeps two calls at once apart', async () => {
    const acme = new Caller(engine, 'rms', ACME, storing);
    const northwind = new Caller(engine, 'kal', NORTHWIND, storing);
    const [acmeHours, northwindHours] = await Promise.all([
      acme.say('When are you open?'),
      northwind.say('What are your opening hours?'),
    ]);
    const [acmeName, northwindName] = await Promise.all([
      acme.say('My name is Emily Taylor.'),
      northwind.say('My name is John Smith.'),
    ]);
    expect([acmeHours, acmeName].join()).toMatch(/nine to five.*Emily Taylor/);
    expect([northwindHours, northwindName].join()).toMatch(/until eight.*John Smith/);
    expect(JSON.stringify(acme.events)).not.toMatch(/Northwind|John Smith|until eight/);
    expect(JSON.stringify(northwind.events)).not.toMatch(/Acme|Emily|nine to five/);
    expect(acme.audio).not.toEqual(northwind.audio);
    acme.conversation.close();
    northwind.conversation.close();
  });
});

describe('interruption', () => {
  it('tells early that the caller speaks, and stops the answer being made', async () => {
    const caller = new Caller(engine, 'rms');
    await caller.until('ready');
    const speech = onTheLine(await engine.speech.speak('Goodbye.', 'rms'));
    caller.conversation.say(`${'This is a long sentence about nothing. '.repeat(30)}`);
    await caller.until('audio');
    const before = caller.events.length;
    caller.send(speech.subarray(0, INTERRUPTING_MS * MULAW_BYTES_PER_MS));
    expect(caller.kinds.slice(before)).toEqual(['speech-started', 'response-done']);
    expect(caller.events.at(-1)).toMatchObject({ status: 'cancelled' });
    caller.send(speech.subarray(INTERRUPTING_MS * MULAW_BYTES_PER_MS));
    await caller.until('caller-text');
    await caller.until('tool-call');
    const afterwards = caller.events.slice(before);
    expect(afterwards.filter(({ type }) => type === 'audio')).not.toEqual([]);
    const started = afterwards.find((event) => event.type === 'speech-started');
    const heard = afterwards.find((event) => event.type === 'caller-text');
    expect(started).toMatchObject({ utteranceId: heard?.type === 'caller-text' ? heard.utteranceId : '' });
    const items = new Set(afterwards.flatMap((event) => (event.type === 'audio' ? [event.itemId] : [])));
    expect(items).toEqual(new Set(['offline-item-2']));
    caller.conversation.close();
  });

  it('sends no more of an item that was cut short', async () => {
    const caller = new Caller(engine, 'rms');
    caller.conversation.say('One sentence. Another sentence. A third sentence.');
    await caller.until('audio');
    caller.conversation.truncate('offline-item-1', 200, 'One');
    const sent = caller.events.length;
    expect(caller.events.at(-1)).toMatchObject({ type: 'response-done', status: 'cancelled' });
    await caller.type('hello');
    expect(
      caller.events.slice(sent).some((event) => 'itemId' in event && event.itemId === 'offline-item-1'),
    ).toBe(false);
    caller.conversation.truncate('offline-item-1', 200, 'One');
    caller.conversation.close();
  });
});

describe('a conversation', () => {
  it('loses no sound from before it was ready, and says nothing before it has been opened', async () => {
    const speech = onTheLine(await engine.speech.speak('What is your address?', 'rms'));
    const caller = new Caller(engine, 'rms');
    expect(caller.events).toEqual([]);
    caller.send(speech);
    expect(caller.events).toEqual([]);
    await caller.until('audio-done');
    expect(caller.heard).toEqual(['What is your address?']);
    expect(caller.kinds[0]).toBe('ready');
    caller.conversation.close();
  });

  it('is over once it is closed, as often as that is said', async () => {
    const caller = new Caller(engine, 'rms');
    await caller.type('hello');
    const before = caller.events.length;
    caller.conversation.appendText('what are your hours');
    caller.conversation.close();
    caller.conversation.close();
    caller.conversation.say('More');
    caller.conversation.appendDigit('1');
    caller.conversation.toolResult('offline-call-1', {});
    clock.advance(60_000);
    const other = new Caller(engine, 'rms');
    await other.type('hello');
    expect(caller.events.slice(before)).toEqual([]);
    other.conversation.close();
  });

  it('asks into silence once all it said has been heard, and hangs up at last', async () => {
    const caller = new Caller(engine, 'rms');
    caller.conversation.say(GREETING);
    await caller.until('response-done');
    const greetingMs = caller.audio.length / MULAW_BYTES_PER_MS;
    clock.advance(greetingMs + 8900);
    expect(caller.kinds.at(-1)).toBe('response-done');
    for (const line of ['Are you still there?', 'I can not hear you. Are you still on the line?']) {
      const since = caller.events.length;
      clock.advance(20_000);
      await caller.until('response-done', since);
      expect(caller.events.slice(since)).toContainEqual(
        expect.objectContaining({ type: 'agent-text', text: line }),
      );
    }
    clock.advance(20_000);
    await caller.until('tool-call');
    expect(caller.tools).toEqual([{ name: 'end_call', arguments: {} }]);
    caller.conversation.close();
  });

  it('takes what was played from elsewhere as said', async () => {
    const caller = new Caller(engine, 'rms');
    await caller.until('ready');
    caller.conversation.noteSaid('cached', 'Welcome to Acme.');
    expect(await caller.type('repeat that please')).toBe('Welcome to Acme.');
    caller.conversation.close();
  });

  it('tells when a message could not be stored', async () => {
    const caller = new Caller(engine, 'rms', { ...ACME, callerName: 'Ann Lee' }, (event, conversation) => {
      if (event.type === 'tool-call')
        queueMicrotask(() => conversation.toolResult(event.callId, { error: 'full' }));
    });
    await caller.type('please call me back');
    await caller.type('yes');
    expect(await caller.type('yes')).toContain('could not be saved');
    caller.conversation.close();
  });

  it('goes on with a call that others have begun', async () => {
    const history: ConversationSpec['history'] = [
      { role: 'agent', text: 'Hello, how can I help you?' },
      { role: 'caller', text: 'My name is Ann Lee, the boiler is leaking.' },
    ];
    const caller = new Caller(engine, 'rms', { ...ACME, history }, storing);
    await caller.until('ready');
    caller.conversation.noteSaid('apology', 'I am sorry, we had a short technical problem.');
    caller.conversation.prompt(takenOverNote());
    await caller.until('response-done');
    expect(agentText(caller.events)).toContain('calling from');
    expect(await caller.type('yes')).toContain('from Ann Lee: My name is Ann Lee, the boiler is leaking');
    expect(await caller.type('yes')).toContain('passed on your message');
    caller.conversation.close();
  });

  it('waits for a transfer in silence, and speaks again when it came to nothing', async () => {
    const facts = { ...ACME.facts, destinations: ['Billing'] };
    const tools = [...ACME.tools, { name: 'transfer_call', description: '', parameters: {} }];
    const caller = new Caller(engine, 'rms', { ...ACME, facts, tools }, (event, conversation) => {
      if (event.type === 'tool-call') queueMicrotask(() => conversation.toolResult(event.callId, null));
    });
    expect(await caller.type('put me through to billing')).toContain('I will put you through to Billing');
    expect(caller.tools).toMatchObject([{ name: 'transfer_call', arguments: { destination: 'Billing' } }]);
    const since = caller.events.length;
    for (let seconds = 0; seconds < 60; seconds += 20) clock.advance(20_000);
    await settled();
    expect(caller.events.slice(since)).toEqual([]);
    caller.conversation.prompt(transferFailedNote('Billing', 'no-answer'));
    await caller.until('response-done', since);
    expect(agentText(caller.events.slice(since))).toContain(
      'Billing did not answer. Shall I take a message?',
    );
    caller.conversation.close();
  });

  it('gives a number back to a tool that wants it confirmed, and claims nothing before', async () => {
    let uses = 0;
    const caller = new Caller(engine, 'rms', { ...ACME, callerName: 'Ann Lee' }, (event, conversation) => {
      if (event.type !== 'tool-call') return;
      uses += 1;
      const output = uses === 1 ? { taken: false, read_back: '5 5 5' } : { taken: true };
      queueMicrotask(() => conversation.toolResult(event.callId, output));
    });
    for (const text of ['the boiler is leaking', 'no', '555 123 4567', 'yes']) await caller.type(text);
    expect(await caller.type('yes')).toContain('I have passed on your message');
    expect(caller.tools.map(({ name }) => name)).toEqual(['take_message', 'take_message']);
    caller.conversation.close();
  });

  it('asks after the silence it is told to wait for, and sooner in the middle of a number', async () => {
    const spec = { ...ACME, callerName: 'Ann Lee', silenceMs: 30_000 };
    const caller = new Caller(engine, 'rms', spec);
    await caller.type('the boiler is leaking');
    await caller.type('no');
    caller.conversation.appendDigit('5');
    const since = caller.events.length;
    clock.advance(2900);
    await settled();
    expect(caller.events.slice(since)).toEqual([]);
    clock.advance(200);
    await caller.until('response-done', since);
    expect(agentText(caller.events.slice(since))).toBe('I have 5 so far. What is the rest?');
    const asked = caller.events.length;
    caller.conversation.appendText('no need');
    await caller.until('response-done', asked + 1);
    const last = caller.events.length;
    clock.advance(29_000);
    await settled();
    expect(caller.events.slice(last)).toEqual([]);
    caller.conversation.close();
  });

  it('understands keys', async () => {
    const caller = new Caller(engine, 'rms');
    await caller.until('ready');
    caller.conversation.appendDigit('2');
    await caller.until('audio-done');
    expect(JSON.stringify(caller.events)).toContain('12 High Street');
    caller.conversation.close();
  });

  it('fails alone when its listener breaks', async () => {
    const failures: string[] = [];
    const broken = new Caller(engine, 'rms', ACME, (event) => {
      if (event.type === 'failed') failures.push(event.failure);
      else if (event.type === 'agent-text') throw new Error('listener');
    });
    const sound = new Caller(engine, 'awb', NORTHWIND);
    broken.conversation.say('Hello');
    await broken.until('failed');
    expect(failures).toEqual(['internal']);
    expect(await sound.type('hours')).toContain('until eight');
    sound.conversation.close();
  });
});

describe('the engine', () => {
  it('names its voices apart', () => {
    const key = (offlineVoice: 'slt' | 'kal') =>
      engine.voiceKey({ voice: 'marin', offlineVoice, language: 'en' });
    expect(key('slt')).not.toBe(key('kal'));
  });

  it('ends open calls without a word when it is shut down', async () => {
    const short = createOfflineEngine({ clock, logger });
    const caller = new Caller(short, 'rms');
    await caller.until('ready');
    caller.conversation.say('Hello there.');
    await short.shutdown();
    expect(caller.kinds).not.toContain('failed');
    await expect(short.speech.speak('Hello', 'slt')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
