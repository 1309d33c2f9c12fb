import type { CallRecord } from '../contracts/call.ts';
import { callerMessage } from '../contracts/message.ts';
import { identifiableCaller } from '../contracts/phone-number.ts';
import { oneLine, plainText } from '../messages/plain.ts';
import type { Dictated } from '../model/engine.ts';
import type { CallTool } from './call-tool.ts';
import { provenBy } from './earlier-part.ts';
import type { TalkLinks } from './talk-links.ts';
import { readCallbackNumber } from './tools/callback-number.ts';
import { LONGEST_NAME, LONGEST_WORDS } from './tools/leaving.ts';

/** Keeps what the caller dictates, so that it is not lost to a call that ends before they have confirmed it. */
export function keepDictated(
  { elapsedMs, keeper, plan, tenant }: Pick<TalkLinks, 'elapsedMs' | 'keeper' | 'plan' | 'tenant'>,
  words: Dictated | null,
): void {
  const { record } = keeper;
  // An engine that takes the call over can't tell whether another has dealt with it already.
  if (words?.earlier && wasDealtWith(record, plan.tools)) return;
  if (words === null) {
    keeper.dictated(null);
    return;
  }
  const { callbackNumber: given, name, text, preferredTimes, earlier, ...rest } = words;
  const own = identifiableCaller(record.from);
  const read = given === null || given === own ? own : readCallbackNumber(given, { record, tenant })?.number;
  keeper.dictated(
    callerMessage.parse({
      ...rest,
      name: oneLine(name ?? '', LONGEST_NAME) || null,
      text: plainText(text).slice(0, LONGEST_WORDS),
      atMs: elapsedMs(),
      callbackNumber: given === null ? null : (read ?? null),
      preferredTimes: preferredTimes.map((time) => oneLine(time, 200)),
      confirmed: false,
    }),
  );
}

/** Whether something was passed on, booked or put through in this call: doing it again would be worse than asking again. */
const wasDealtWith = (record: Readonly<CallRecord>, tools: readonly CallTool[]): boolean =>
  provenBy(record, tools).size > 0 || record.transfers.some(({ outcome }) => outcome === 'accepted');
