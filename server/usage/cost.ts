import type { Usage } from '../contracts/call.ts';
import type { PriceList } from './prices.ts';

/** Which model used what: the conversation's tokens, the transcribed audio, the spoken text. */
export interface UsageModels {
  conversation: string;
  transcription: string;
  speech: string;
}

export interface Cost {
  /** What could be priced: a lower bound when there are `unpricedModels`. */
  costUsd: number;
  /** The models that were used and whose price is not in the list. */
  unpricedModels: string[];
}

const MILLION = 1_000_000;

/** Looks a model up by its name, or by its name without a release date (`-2026-11-22`). */
function priceOf<T>(prices: Record<string, T>, model: string): T | undefined {
  const find = (name: string) => (Object.hasOwn(prices, name) ? prices[name] : undefined);
  return find(model) ?? find(model.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
}

function tokensCost(usage: Usage, prices: PriceList['perMillionTokens'][string]): number {
  const cachedText = Math.min(usage.cachedTextInputTokens, usage.textInputTokens);
  const cachedAudio = Math.min(usage.cachedAudioInputTokens, usage.audioInputTokens);
  return (
    ((usage.textInputTokens - cachedText) * prices.textInput +
      cachedText * prices.cachedTextInput +
      usage.textOutputTokens * prices.textOutput +
      (usage.audioInputTokens - cachedAudio) * prices.audioInput +
      cachedAudio * prices.cachedAudioInput +
      usage.audioOutputTokens * prices.audioOutput) /
    MILLION
  );
}

/** What a usage costs at the provider. Nothing used costs nothing, whatever the model; so does the offline engine. */
export function costOf(usage: Usage, models: UsageModels, prices: PriceList): Cost {
  const { textInputTokens, audioInputTokens, textOutputTokens, audioOutputTokens } = usage;
  const tokens = textInputTokens + audioInputTokens + textOutputTokens + audioOutputTokens;
  const tokenPrices = priceOf(prices.perMillionTokens, models.conversation);
  const minutePrice = priceOf(prices.perMinute, models.transcription);
  const characterPrice = priceOf(prices.perMillionCharacters, models.speech);
  const parts = [
    { model: models.conversation, used: tokens, cost: tokenPrices && tokensCost(usage, tokenPrices) },
    {
      model: models.transcription,
      used: usage.transcribedSeconds,
      cost: minutePrice && (usage.transcribedSeconds / 60) * minutePrice,
    },
    {
      model: models.speech,
      used: usage.spokenCharacters,
      cost: characterPrice && (usage.spokenCharacters / MILLION) * characterPrice,
    },
  ].filter(({ used }) => used > 0);
  return {
    costUsd: parts.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    unpricedModels: parts.filter(({ cost }) => cost === undefined).map(({ model }) => model),
  };
}
