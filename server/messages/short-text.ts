import type { Text } from '../notify/notifier.ts';
import { headline, type Letter } from './letter.ts';
import { oneLine } from './plain.ts';

/** Two text messages' worth. */
const LONGEST = 300;

/** Who, number, first words. */
export function shortTextOf(letter: Letter): Text {
  const { message } = letter;
  const number = message.name !== null && message.callbackNumber !== null ? ` ${message.callbackNumber}` : '';
  const text = `${headline(letter)}${number}: ${message.text}`;
  return { channel: 'sms', text: oneLine(text, LONGEST) };
}
