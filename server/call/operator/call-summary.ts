import type { CallRecord } from '../../contracts/call.ts';
import { TRANSFER_SUMMARY_CHARACTERS } from '../../contracts/transfer.ts';

/** Shorter remarks say little of what a call is about. */
const LEAST_WORDS = 4;

/**
 * What a person who is rung is told of a call when the operator says nothing: who calls, and the last things of weight
 * that the caller said, as far as they fit.
 */
export function callSummaryFor({ transcript }: Pick<CallRecord, 'transcript'>, name: string | null): string {
  const who = name === null ? 'A caller is on the line.' : `${name} is on the line.`;
  const said = transcript
    .filter(({ role, text }) => role === 'caller' && text.split(/\s+/).length >= LEAST_WORDS)
    .map(({ text }) => text.trim());
  let words = '';
  for (const text of said.toReversed()) {
    const longer = `${text} ${words}`.trim();
    if (who.length + longer.length + 20 > TRANSFER_SUMMARY_CHARACTERS) break;
    words = longer;
  }
  return words === '' ? who : `${who} They said: ${words}`;
}
