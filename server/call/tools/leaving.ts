import { z } from 'zod';
import type { CallerMessage } from '../../contracts/message.ts';
import { identifiableCaller } from '../../contracts/phone-number.ts';
import { oneLine } from '../../messages/plain.ts';
import { refused, type ToolContext, type ToolOutcome } from '../call-tool.ts';
import { readCallbackNumber } from './callback-number.ts';

/** What one call may leave; more is no caller's need. */
const MOST_MESSAGES = 10;
export const LONGEST_WORDS = 2_000;
export const LONGEST_NAME = 120;

/** Arguments that both tools share; a model may leave out what it does not know. */
export const whoAndWhere = z.object({
  name: z
    .string()
    .nullish()
    .transform((name) => oneLine(name ?? '', LONGEST_NAME) || null),
  callback_number: z
    .string()
    .max(60)
    .nullish()
    .transform((number) => number?.trim() || null),
  no_callback: z.boolean().nullish(),
  confirmed: z.boolean().nullish(),
});

export const CALLBACK_PARAMETERS = {
  callback_number: {
    type: ['string', 'null'],
    description:
      'Number to ring the caller back on, as they said it; null when they did not give one. Do not guess.',
  },
  no_callback: {
    type: 'boolean',
    description: 'True when the caller said that nobody need ring back.',
  },
  confirmed: {
    type: 'boolean',
    description:
      'True only after the number was read back to the caller digit by digit and they said it is right.',
  },
};

/**
 * Decides on the numbers of one call: one that a caller dictated is taken only once it was spelled to be read back, and
 * the model then says that the caller confirmed it. The number the caller rings from needs none of that.
 */
export class Callbacks {
  readonly #spelled = new Set<string>();

  /** The number to keep, or what the model is told to do first. */
  check(
    { callback_number: given, confirmed }: z.infer<typeof whoAndWhere>,
    context: ToolContext,
  ): { number: string | null } | { first: ToolOutcome } {
    if (given === null) return { number: null };
    const read = readCallbackNumber(given, context);
    const own = identifiableCaller(context.record.from);
    if (own !== null && (read?.number === own || given === own)) return { number: own };
    if (!read)
      return {
        first: refused(
          'That is no number that can be rung back. Ask for it again, digit by digit with the area code, and use the tool again; null when the caller would rather not give one.',
        ),
      };
    if (confirmed === true && this.#spelled.has(read.number)) return { number: read.number };
    this.#spelled.add(read.number);
    return {
      first: {
        output: {
          taken: false,
          read_back: read.spelled,
          next: 'Nothing is stored yet. Read this number back digit by digit and ask whether it is right. If it is, use the tool again with the same number and confirmed true. If not, ask for the number again.',
        },
      },
    };
  }
}

/** Stores a message with the call, once; `done` is what the model gets. */
export function leave(message: CallerMessage, { record }: ToolContext, done: object): ToolOutcome {
  const outcome: ToolOutcome = { output: done, receipts: ['message'] };
  const same = ({ kind, text, callbackNumber, startsAt, confirmed }: CallerMessage): string =>
    JSON.stringify([kind, text, callbackNumber, startsAt, confirmed]);
  if (record.messages.some((other) => same(other) === same(message))) return outcome;
  if (record.messages.filter(({ confirmed }) => confirmed).length >= MOST_MESSAGES)
    return refused('Enough was left in this call. Say that all of it will be passed on.');
  return { ...outcome, effect: { effect: 'message', message } };
}
