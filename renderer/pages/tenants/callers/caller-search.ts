import type { CallerMemory } from '../../../../server/contracts/memory.ts';

/** Whether all words are found in a caller's name, number, or what is remembered of the caller. */
export function callerFits(
  { caller, facts, openMatters, profile, summaries }: CallerMemory,
  wanted: string,
): boolean {
  const text = [
    caller,
    profile.name ?? '',
    ...profile.preferences,
    ...[...facts, ...openMatters, ...summaries].map((one) => one.text),
  ]
    .join(' ')
    .toLowerCase();
  const digits = wanted.replaceAll(/[\s().+-]/g, '');
  // A number however it is written.
  if (/^[0-9]{3,}$/.test(digits) && caller.includes(digits)) return true;
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
