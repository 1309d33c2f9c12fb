import { z } from 'zod';
import shipped from '../../resources/prices.json' with { type: 'json' };

const usd = z.number().nonnegative();

const tokenPrices = z.strictObject({
  textInput: usd,
  cachedTextInput: usd,
  textOutput: usd,
  audioInput: usd,
  cachedAudioInput: usd,
  audioOutput: usd,
});

/** Prices in US dollars, by model name. */
const priceList = z.strictObject({
  /** The first day (UTC) these prices are used for. */
  from: z.iso.date(),
  /** Conversation models. */
  perMillionTokens: z.record(z.string(), tokenPrices),
  /** Transcription models, by minute of audio. */
  perMinute: z.record(z.string(), usd),
  /** Text-to-speech models, by million characters. */
  perMillionCharacters: z.record(z.string(), usd),
});
export type PriceList = z.infer<typeof priceList>;

// A wrong file stops the start, not a call.
const PRICE_LISTS = z
  .tuple([priceList], priceList)
  .refine(
    (lists) => lists.every((list, index) => index === 0 || list.from > (lists[index - 1]?.from ?? '')),
    'The price lists must stand in order of their days.',
  )
  .parse(shipped);

/**
 * The shipped price list in force at a time; before the first one, the first.
 * @param at ISO 8601
 */
export function pricesAt(at: string): PriceList {
  const day = new Date(at).toISOString().slice(0, 10);
  return PRICE_LISTS.findLast((list) => list.from <= day) ?? PRICE_LISTS[0];
}
