import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  askForKey,
  dialNumber,
  hangUp,
  joinLines,
  sayAndHangUp,
  sayAndRecord,
} from '../../../server/carrier/twilio/twiml.ts';
import type { TransferAnswer } from '../../../server/contracts/transfer.ts';
import { createTestPhone, type TestCall } from '../../emulators/twilio/test-phone.ts';
import { ManualClock } from '../../manual-clock.ts';
import { ACCOUNT, type AnsweringServer, SECRET, startAnsweringServer } from './answering-server.ts';

const START = '/phone/incoming-realtime';
const CALL = { from: '+15555550100', to: '+15557654321', callSid: 'CA1' };
const ANN = '+12125551234';

let clock: ManualClock;
let server: AnsweringServer;
let spoken: string[];
beforeEach(async () => {
  clock = new ManualClock();
  server = await startAnsweringServer(clock);
  spoken = [];
});
afterEach(() => server.close());

function dial(answer?: TransferAnswer): TestCall {
  const speak = async (text: string): Promise<Uint8Array> => {
    spoken.push(text);
    return new Uint8Array(320).fill(5);
  };
  const phone = createTestPhone({
    clock,
    origin: server.origin,
    authToken: SECRET,
    accountSid: ACCOUNT,
    speak,
  });
  return phone.dial({ ...CALL, ...(answer && { answer: () => answer }) });
}

/** Lets a little time pass; not so fast that what goes over sockets comes too late. */
async function pass(): Promise<void> {
  clock.advance(20);
  await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Lets time pass until the call is over. */
async function ended(call: TestCall): Promise<void> {
  let over = false;
  void call.ended.then(() => {
    over = true;
  });
  while (!over) await pass();
}

/** What came after the first webhook, shortly. */
const asked = (): string[] =>
  server.received.slice(1).map(({ path, params, signed }) => {
    expect(signed).toBe(true);
    const { AnsweredBy, CallStatus, DialCallStatus, Digits } = params;
    return [path.slice('/phone/'.length), DialCallStatus ?? Digits ?? AnsweredBy ?? CallStatus].join(' ');
  });

function warm(): void {
  server.answers[START] = dialNumber({
    number: ANN,
    callerId: CALL.to,
    afterUrl: `${server.origin}/phone/after-dial?dial=x`,
    person: { mode: 'warm', screenUrl: `${server.origin}/phone/screen?dial=x` },
  });
  server.answers['/phone/screen?dial=x'] = askForKey('Bob calls.', 'en', `${server.origin}/phone/key`);
  server.answers['/phone/key'] = () =>
    server.received.at(-1)?.params.Digits === '1' ? joinLines() : hangUp();
  server.answers['/phone/after-dial?dial=x'] = hangUp();
}

describe('a phone that is put through to somebody who is asked', () => {
  test('hears it ring, and then who would be there', async () => {
    warm();
    const call = dial();
    await ended(call);
    expect(call.dialled).toEqual([{ number: ANN, callerId: CALL.to, heard: ['Bob calls.'] }]);
    expect(spoken).toEqual(['In a real call you would now talk to 1 2 1 2 5 5 5 1 2 3 4.']);
    expect(asked()).toEqual([
      'screen?dial=x in-progress',
      'key 1',
      'after-dial?dial=x completed',
      'status completed',
    ]);
    const loud = call.played.filter(({ frame }) => frame.some((sample) => sample !== 0xff && sample !== 5));
    expect(loud).toHaveLength(100);
  });

  test("asks about the other line by that line's own names", async () => {
    warm();
    await ended(dial());
    const screen = server.received.find(({ path }) => path.startsWith('/phone/screen'));
    expect(screen?.params).toMatchObject({ From: CALL.to, To: ANN, ParentCallSid: 'CA1' });
    expect(screen?.params.CallSid).not.toBe('CA1');
    const after = server.received.find(({ path }) => path.startsWith('/phone/after-dial'));
    expect(after?.params).toMatchObject({ CallSid: 'CA1', From: CALL.from, To: CALL.to });
  });

  test.each([
    ['decline', ['screen?dial=x in-progress', 'key 2', 'after-dial?dial=x completed']],
    ['voicemail', ['screen?dial=x in-progress', 'key ', 'after-dial?dial=x completed']],
    ['busy', ['after-dial?dial=x busy']],
    ['no-answer', ['after-dial?dial=x no-answer']],
  ] as const)('is not joined to one who answers with %s', async (answer, questions) => {
    warm();
    await ended(dial(answer));
    expect(asked().slice(0, -1)).toEqual(questions);
    expect(spoken).toEqual([]);
  });

  test('may hang up while it rings', async () => {
    warm();
    const call = dial('no-answer');
    while (call.dialled.length === 0) await new Promise((resolve) => setImmediate(resolve));
    call.hangUp();
    expect((await call.ended).reason).toBe('hung-up');
    expect(asked()).toEqual(['status completed']);
  });

  test.each([
    [
      'a document it can not follow',
      '<Response><Dial action="/x"><Number>+12125551234</Number></Dial></Response>',
    ],
    ['a person who is asked for ever', 'loop'],
  ])('is not harmed by %s', async (_, document) => {
    warm();
    if (document === 'loop')
      server.answers['/phone/key'] = () => askForKey('Again.', 'en', `${server.origin}/phone/key`);
    else server.answers['/phone/screen?dial=x'] = document;
    const call = dial();
    await ended(call);
    expect(spoken).toEqual([]);
  });
});

describe('a phone that is put through without asking', () => {
  const cold = (): void => {
    server.answers[START] = dialNumber({
      number: ANN,
      callerId: CALL.to,
      afterUrl: `${server.origin}/phone/after-dial`,
      person: { mode: 'cold', progressUrl: `${server.origin}/phone/progress` },
    });
    server.answers['/phone/progress'] = '';
    server.answers['/phone/after-dial'] = hangUp();
  };

  test.each([
    ['accept', ['progress in-progress', 'progress human', 'after-dial completed']],
    ['voicemail', ['progress in-progress', 'progress machine_start', 'after-dial completed']],
    ['decline', ['after-dial busy']],
  ] as const)('tells who picked up: %s', async (answer, told) => {
    cold();
    await ended(dial(answer));
    expect(asked().slice(0, -1)).toEqual(told);
  });
});

describe('a phone that is asked for a message', () => {
  beforeEach(() => {
    server.answers[START] = sayAndRecord('Speak.', 'Nothing.', 'en', `${server.origin}/phone/voicemail`);
    server.answers['/phone/voicemail'] = sayAndHangUp('Thank you.');
  });

  test('sends how long the caller spoke', async () => {
    const call = dial();
    void call.say(new Uint8Array(8_000 * 3).fill(7));
    await ended(call);
    expect(spoken).toEqual(['Speak.', 'Thank you.']);
    const { params } = server.received.find(({ path }) => path === '/phone/voicemail')!;
    expect(params.RecordingDuration).toBe('3');
    expect(params.RecordingUrl).toContain(`${server.origin}/2010-04-01/Accounts/${ACCOUNT}/Recordings/RE`);
  });

  test('goes on when the caller says nothing', async () => {
    await ended(dial());
    expect(spoken).toEqual(['Speak.', 'Nothing.']);
    expect(asked()).toEqual(['status completed']);
  });

  test('sends the message of a caller who hangs up, too', async () => {
    const call = dial();
    void call.say(new Uint8Array(8_000 * 60).fill(7));
    while (call.state !== 'connected' || clock.monotonic() < 5_000) await pass();
    call.hangUp();
    await ended(call);
    expect(asked()).toEqual(['voicemail completed', 'status completed']);
  });
});
