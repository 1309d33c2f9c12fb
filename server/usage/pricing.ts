import { type CallSummary, NO_USAGE, type Usage } from '../contracts/call.ts';
import type { Settings } from '../contracts/settings.ts';
import type { Clock } from '../platform/clock.ts';
import { costOf } from './cost.ts';
import { pricesAt } from './prices.ts';

/** What things cost now, in US dollars, with the models that are set. */
export interface Pricing {
  /** A conversation, by what it used: one that the offline receptionist took over had a model before. */
  call(call: { usage: Usage }): number;
  /** Reading a finished call. */
  reading(usage: Usage): number;
  /**
   * The models that a finished call used and whose price is not known, so that its cost is too low. Judged by the models
   * that are set now and the prices of its day.
   */
  unpricedModels(call: Pick<CallSummary, 'engine' | 'usage' | 'startedAt' | 'summary'>): string[];
}

export function createPricing(settings: () => Settings, clock: Clock): Pricing {
  const cost = (conversation: string, usage: Usage): number => {
    const { transcriptionModel: transcription, speechModel: speech } = settings();
    const prices = pricesAt(new Date(clock.now()).toISOString());
    return costOf(usage, { conversation, transcription, speech }, prices).costUsd;
  };
  return {
    call: ({ usage }) => cost(settings().realtimeModel, usage),
    reading: (usage) => cost(settings().summaryModel, usage),
    unpricedModels({ engine, usage, startedAt, summary }) {
      const {
        realtimeModel,
        transcriptionModel: transcription,
        speechModel: speech,
        summaryModel,
      } = settings();
      const prices = pricesAt(startedAt);
      const talk = costOf(usage, { conversation: realtimeModel, transcription, speech }, prices);
      // How much the reading took is not told apart from the rest; that it took something is.
      const reading = { ...NO_USAGE, textInputTokens: summary === null || engine !== 'openai' ? 0 : 1 };
      const read = costOf(reading, { conversation: summaryModel, transcription, speech }, prices);
      return [...new Set([...talk.unpricedModels, ...read.unpricedModels])];
    },
  };
}
