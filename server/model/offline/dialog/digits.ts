import { leave, save, say, takeMessage, withMessage } from './moves.ts';
import type { DialogState, Stepped } from './state.ts';
import type { Wording } from './wording.ts';

/** Fewer digits are no telephone number. */
export const SHORTEST_NUMBER = 7;
/** A number of so many digits is complete; a shorter one is ended by `#`. */
const LONGEST_NUMBER = 15;

/** Understands keys: 1 and 2 for yes and no, numbers to call back in a message, else a small menu. */
export function answerDigit(words: Wording, state: DialogState, digit: string): Stepped {
  if (digit === '*') return say(state, state.lastSaid || words.nothingSaidYet, state.expects);
  switch (state.expects) {
    case 'message':
      return numberKey(words, state, digit);
    case 'confirmation':
      if (digit === '1') return save(state);
      return say(
        state,
        digit === '2' ? words.whichPart : words.confirmAgain,
        digit === '2' ? 'part' : 'confirmation',
      );
    case 'part':
      if (digit === '1') return say({ ...state, name: null }, words.askNewName, 'name');
      if (digit === '2') return say({ ...state, message: null }, words.askNewMessage, 'message');
      return say(state, words.whichPart, 'part');
    case 'name':
      return say(state, words.askNameAgain, 'name');
    default:
      return menu(words, state, digit);
  }
}

function menu(words: Wording, state: DialogState, digit: string): Stepped {
  switch (digit) {
    case '1':
      return say(state, words.hours, words.hours.includes('leave a message') ? 'offer' : 'more');
    case '2':
      return say(state, words.address, words.address.includes('leave a message') ? 'offer' : 'more');
    case '3':
      return takeMessage(words, { ...state, message: null });
    case '#':
      return leave(words, state);
    default:
      return say(state, words.help, 'anything');
  }
}

function numberKey(words: Wording, state: DialogState, digit: string): Stepped {
  const digits = digit === '#' ? state.digits : state.digits + digit;
  if (digit !== '#' && digits.length < LONGEST_NUMBER) return { state: { ...state, digits }, actions: [] };
  if (digits.length < SHORTEST_NUMBER) return say({ ...state, digits: '' }, words.askMessageAgain, 'message');
  return withMessage(words, { ...state, digits: '' }, words.numberMessage(digits));
}
