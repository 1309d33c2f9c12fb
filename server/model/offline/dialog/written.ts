import { nameGiven } from './caller-name.ts';

const CAPITALS = /\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|i|i'm|i'd|i'll|ai)\b/g;
const QUESTION =
  /^(?:(?:hi|hello|hey|sorry|um|oh|well) )*(?:what|when|where|who|how|are|am|is|can|could|may)\b/;

/**
 * Recognised words as they would be written: "my name is david wilson" becomes "My name is David Wilson."
 *
 * @param names The tenant's own names, in their own spelling.
 * @param isName Whether the words are expected to be nothing but a name.
 */
export function written(words: string, names: readonly string[], isName: boolean): string {
  let text = words
    .replace(CAPITALS, (word) => word[0]?.toUpperCase() + word.slice(1))
    .replace(/\ba I\b/g, 'AI');
  for (const name of names.flatMap((whole) => [whole, ...whole.split(/\s+/)]))
    if (name) text = text.replace(new RegExp(`\\b${escaped(name)}\\b`, 'gi'), name);
  const given = nameGiven(text, names);
  if (given) text = text.replace(new RegExp(escaped(given), 'i'), given);
  else if (isName && !text.includes("'") && text.split(' ').length <= 3)
    text = text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1) + (QUESTION.test(words) ? '?' : '.');
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
