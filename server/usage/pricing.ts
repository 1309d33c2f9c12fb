import type { Usage } from '../contracts/call.ts';
import type { Settings } from '../contracts/settings.ts';
import type { Clock } from '../platform/clock.ts';
import { costOf } from './cost.ts';
import { pricesAt } from './prices.ts';

/** What things cost now, in US dollars, with the models that are set. */
export interface Pricing {
  /** A conversation; the offline receptionist costs nothing. */
  call(engine: string, call: { usage: Usage }): number;
  /** Reading a finished call. */
  reading(usage: Usage): number;
}

export function createPricing(settings: () => Settings, clock: Clock): Pricing {
  const cost = (conversation: string, usage: Usage): number => {
    const { transcriptionModel: transcription, speechModel: speech } = settings();
    const prices = pricesAt(new Date(clock.now()).toISOString());
    return costOf(usage, { conversation, transcription, speech }, prices).costUsd;
  };
  return {
    call: (engine, { usage }) => (engine === 'openai' ? cost(settings().realtimeModel, usage) : 0),
    reading: (usage) => cost(settings().summaryModel, usage),
  };
}
