import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPhone } from './bench-phone.ts';
import { duringCalls } from './calls.ts';
import type { EchoConversation, Truncation } from './echo-conversation.ts';
import type { EchoModel } from './echo-model.ts';
import type { Pacer } from './pacer.ts';
import { Stopwatch } from './statistics.ts';
import { NUMBERS, type Subject } from './subjects.ts';

export interface TruncationFigures {
  /** Milliseconds between what the model was told and what was played when `clear` came; one for each barge-in. */
  errorsMs: number[];
  /** Barge-ins after which the model was told nothing. */
  untold: number;
}

export interface BargeIns {
  calls: number;
  perCall: number;
  /** One way between phone and server, added. */
  networkMs: number;
}

const SPEECH_MS = 5_000;
const EARLIEST_MS = 150;
const LATEST_MS = 3_500;
/** Between two moments that are tried; with the length it makes them fall all over the range. */
const MOMENT_STEP_MS = 397;
const PIECES_MS = [20, 60, 100, 200, 400, 1_000];
/** Longer than a greeting and the network. */
const GREETING_MS = 1_500;
const PATIENCE_MS = 2_000;
const PAUSE_MS = 250;
/** A process that stands still is late to see what came; the error would then be its own. */
const STANDSTILL_MS = 20;
/** Marks from before the barge-in were late then, too. */
const LOOK_BACK_MS = 300;
const MOST_TRIES = 5;

/**
 * Callers speak over a long answer, at moments all over it. A barge-in during which this process was kept from running is
 * tried again, some times.
 */
export async function measureTruncation(
  subject: Subject,
  model: EchoModel,
  { calls, perCall, networkMs }: BargeIns,
): Promise<TruncationFigures> {
  const figures: TruncationFigures = { errorsMs: [], untold: 0 };
  const options = { subject, to: NUMBERS.kept, heard: new Stopwatch(), networkMs };
  model.settings.pieceMs = 0;
  let tried = 0;
  await duringCalls(calls, options, async (phones, pacer) => {
    await sleep(GREETING_MS);
    const bargeIns = async (phone: BenchPhone): Promise<void> => {
      const conversation = model.conversation(phone.callNumber);
      if (!conversation) throw new Error('No caller audio came to the model.');
      for (let made = 0; made < perCall; made += 1) {
        tried += 1;
        const nth = tried;
        const attempt = () => bargeIn(phone, conversation, pacer, nth);
        let result = await attempt();
        for (let tries = 1; result.disturbed && tries < MOST_TRIES; tries += 1) result = await attempt();
        if (result.errorMs === null) figures.untold += 1;
        else figures.errorsMs.push(result.errorMs);
      }
    };
    await Promise.all(phones.map(bargeIns));
  });
  return figures;
}

/** `errorMs` is how far the model was told wrong; `null` when it was told nothing. */
async function bargeIn(
  phone: BenchPhone,
  conversation: EchoConversation,
  pacer: Pacer,
  nth: number,
): Promise<{ errorMs: number | null; disturbed: boolean }> {
  const afterMs = EARLIEST_MS + ((nth * MOMENT_STEP_MS) % (LATEST_MS - EARLIEST_MS));
  const playedBeforeMs = phone.playedMs();
  phone.playedAtClearMs = null;
  // The service is often done with a response long before it has been played.
  conversation.speak(SPEECH_MS, PIECES_MS[nth % PIECES_MS.length] ?? SPEECH_MS, nth % 3 !== 0);
  await sleep(afterMs);
  const sinceMs = performance.now() - LOOK_BACK_MS;
  const truncation = await firstOf(conversation.interrupt());
  for (let waitedMs = 0; phone.playedAtClearMs === null && waitedMs < PATIENCE_MS; waitedMs += 5)
    await sleep(5);
  const disturbed = pacer.longestStandstillMs(sinceMs) >= STANDSTILL_MS;
  conversation.resume();
  await sleep(PAUSE_MS);
  if (!truncation || phone.playedAtClearMs === null) return { errorMs: null, disturbed };
  const playedMs = phone.playedAtClearMs - playedBeforeMs;
  return { errorMs: Math.abs(truncation.audioEndMs - playedMs), disturbed };
}

function firstOf(truncation: Promise<Truncation>): Promise<Truncation | null> {
  const giveUp = new AbortController();
  const tooLate = sleep(PATIENCE_MS, null, { signal: giveUp.signal }).catch(() => null);
  return Promise.race([truncation, tooLate]).finally(() => giveUp.abort());
}
