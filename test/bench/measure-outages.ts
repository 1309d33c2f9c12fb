import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPhone, PhoneOptions } from './bench-phone.ts';
import { duringCalls } from './calls.ts';
import type { EchoConversation } from './echo-conversation.ts';
import type { EchoModel } from './echo-model.ts';
import { measureGreeting } from './measure-beginning.ts';
import { Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject } from './subjects.ts';

/** How many calls meet each kind of outage. */
export interface Outages {
  pickUps: number;
  drops: number;
  freezes: number;
}

export interface OutageFigures {
  /** From the stream's start to the first sound, when the model refuses, and when it says nothing at all. */
  refusedMs: number[];
  blackHoleMs: number[];
  /** From a drop in mid-call to the first sound of the next session's answer. */
  answeredAgainMs: number[];
  /** From the end of the caller's turn, with a model that says nothing more: to a word of ours, and to the next session. */
  bridgedMs: number[];
  reconnectedMs: number[];
}

/** Longer than a greeting and the caller's next turn. */
const GREETING_MS = 1_500;

/** Takes the model away in every way, under calls that have just begun and under calls that go on. */
export async function measureOutages(
  subject: Subject,
  model: EchoModel,
  { pickUps, drops, freezes }: Outages,
): Promise<OutageFigures> {
  model.settings.pieceMs = 0;
  const options: PhoneOptions = { subject, to: NUMBERS.neverKept, heard: new Stopwatch() };
  try {
    model.settings.pickUp = 'refuses';
    const refusedMs = await measureGreeting({ ...options, silent: true }, pickUps);
    model.settings.pickUp = 'says-nothing';
    const blackHoleMs = await measureGreeting({ ...options, silent: true }, pickUps);
    model.settings.pickUp = 'answers';
    const answeredAgainMs = await eachCall(drops, options, model, dropped);
    const frozenMs = await eachCall(freezes, options, model, frozen);
    const bridgedMs = frozenMs.map(([bridged]) => bridged);
    const reconnectedMs = frozenMs.map(([, reconnected]) => reconnected);
    return { refusedMs, blackHoleMs, answeredAgainMs, bridgedMs, reconnectedMs };
  } finally {
    model.settings.pickUp = 'answers';
  }
}

type Mishap<T> = (phone: BenchPhone, conversation: EchoConversation, model: EchoModel) => Promise<T>;

async function eachCall<T>(
  count: number,
  options: PhoneOptions,
  model: EchoModel,
  mishap: Mishap<T>,
): Promise<T[]> {
  const figures: T[] = [];
  // One after the other: the model's next session is then this call's.
  for (let made = 0; made < count; made += 1) {
    figures.push(
      await duringCalls(1, options, async ([phone]) => {
        await sleep(GREETING_MS);
        const conversation = phone && model.conversation(phone.callNumber);
        if (!conversation) throw new Error('No caller audio came to the model.');
        return mishap(phone, conversation, model);
      }),
    );
  }
  return figures;
}

/** The caller has asked something, and the line goes. */
async function dropped(phone: BenchPhone, conversation: EchoConversation): Promise<number> {
  conversation.ask();
  await sleep(100);
  const sinceMs = performance.now();
  const answer = phone.nextAudio('of the model');
  conversation.drop();
  return (await answer) - sinceMs;
}

/** The caller has asked something, and nothing more comes. */
async function frozen(
  phone: BenchPhone,
  conversation: EchoConversation,
  model: EchoModel,
): Promise<[bridgedMs: number, reconnectedMs: number]> {
  conversation.ask();
  const sinceMs = performance.now();
  conversation.freeze();
  const next = model.nextSession();
  const bridgedMs = (await phone.nextAudio('any')) - sinceMs;
  return [bridgedMs, (await next) - sinceMs];
}
