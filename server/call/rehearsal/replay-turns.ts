import type { CallRecord } from '../../contracts/call.ts';
import type { ReplayTurn } from '../../contracts/rehearsal.ts';
import { saysTheSame } from '../greeting-cache.ts';

type Said = Pick<CallRecord, 'transcript'>;

/**
 * What the caller said, each with the answer it got: lines that follow one another without an answer between them are one. What
 * was never answered is left out, as nothing can be compared with it. Pure.
 */
export function turnsOf({ transcript }: Said): ReplayTurn[] {
  const turns: ReplayTurn[] = [];
  for (const { role, text, atMs, interrupted } of transcript) {
    const last = turns.at(-1);
    if (role === 'agent') {
      if (!last) continue;
      last.before = joined(last.before, text);
      last.interrupted = interrupted ?? false;
    } else if (last && last.before === '') last.caller = joined(last.caller, text);
    else
      turns.push({ caller: text, atMs, before: '', interrupted: false, now: null, tools: [], changed: null });
  }
  return turns.filter(({ before }) => before !== '');
}

function joined(said: string, more: string): string {
  return `${said} ${more.trim()}`.trim();
}

/**
 * Whether an answer is another one: by its words, whatever their case and punctuation. One that the caller interrupted is
 * the same as one that goes on from what was heard of it. Pure.
 */
export function isOtherAnswer({ before, interrupted }: ReplayTurn, now: string): boolean {
  if (saysTheSame(before, now)) return false;
  if (!interrupted) return true;
  const heard = before.trim().split(/\s+/).length;
  const asMuch = now.trim().split(/\s+/).slice(0, heard).join(' ');
  return !saysTheSame(before, asMuch);
}

/**
 * What the model is told in place of a tool's answer: how the use went that followed the same line in the call, where there
 * was one. What the tool had answered is not kept.
 */
export function toolAnswerThen({ tools }: Pick<CallRecord, 'tools'>, turn: ReplayTurn, untilMs: number) {
  return (name: string): object => {
    const use = tools.find((one) => one.name === name && one.atMs >= turn.atMs && one.atMs < untilMs);
    if (!use)
      return { error: 'This is a rehearsal: the tool was not run. Answer as well as you can without it.' };
    return use.ok
      ? { ok: true, note: 'It worked in the call that is gone through again. It was not run once more.' }
      : { error: 'It did not work in the call that is gone through again. It was not run once more.' };
  };
}
