import type { InstructionInput } from './section-input.ts';

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    // A tag can have the right shape and still not be one; the model understands it or says so.
    return tag;
  }
}

/** Which languages the agent speaks, and which one first. */
export function languages({ settings, language }: InstructionInput): string {
  const first = languageName(language);
  const all = [...new Set([language, settings.language, ...settings.languages])].map(languageName);
  const others = all.filter((name) => name !== first);
  const otherwise = `A caller who speaks none of that hears from you, in a few words of their own language, that only ${all.join(', ')} is spoken here, and that you can take a message.`;
  if (others.length === 0) return `Speak ${first}. ${otherwise}`;
  return `Speak ${first}. You also speak ${others.join(', ')}: go on in one of these as soon as the caller speaks it or asks for it, and stay with it. ${otherwise}`;
}
