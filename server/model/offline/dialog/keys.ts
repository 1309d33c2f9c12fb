import { begin, save, settleNumber, withDigits } from './errand.ts';
import { leave, say } from './moves.ts';
import { LONGEST_NUMBER, SHORTEST_NUMBER } from './numbers.ts';
import { REPLIES } from './replies.ts';
import { tellAddress, tellHours } from './request.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';
import { understand } from './understand.ts';

/** Understands keys: 1 and 2 for yes and no, numbers to call back, else a small menu. */
export function onKey(setting: DialogSetting, state: DialogState, key: string): Stepped {
  const { words } = setting;
  if (key === '*') return say(state, state.lastSaid || words.nothingSaidYet, state.expects);
  switch (state.expects) {
    case 'message':
    case 'number':
      return numberKey(setting, state, key);
    case 'number-right':
      if (key === '1') return settleNumber(setting, state, state.number);
      if (key === '2') return say({ ...state, number: null }, words.askNumberAgain, 'number');
      return say(state, state.question, 'number-right');
    case 'confirmation':
      if (key === '1') return save(setting, state);
      if (key === '2') return say(state, words.whichPart(state), 'part');
      return say(state, words.confirmAgain(state.errand ?? 'message'), 'confirmation');
    case 'part':
      return partKey(setting, state, key);
    case 'own-number':
    case 'forget':
      if (key === '1' || key === '2') return spoken(setting, state, key === '1' ? 'yes' : 'no');
      return say(state, state.question, state.expects);
    case 'name':
    case 'reason':
    case 'times':
    case 'destination':
      return say(state, state.question, state.expects);
    default:
      return menu(setting, state, key);
  }
}

/** A key that stands for a word. */
function spoken(setting: DialogSetting, state: DialogState, word: string): Stepped {
  const stepped = REPLIES[state.expects](setting, state, understand(word));
  return stepped ?? say(state, state.question, state.expects);
}

function partKey(setting: DialogSetting, state: DialogState, key: string): Stepped {
  const parts = [
    'the name',
    'the message',
    state.errand === 'appointment' ? 'the time' : 'the number',
    'the number',
  ];
  return spoken(setting, state, parts[Number(key) - 1] ?? key);
}

function menu(setting: DialogSetting, state: DialogState, key: string): Stepped {
  switch (key) {
    case '1':
      return tellHours(setting, state, '');
    case '2':
      return tellAddress(setting, state, '');
    case '3':
      return begin(setting, state, 'message', null);
    case '#':
      return leave(setting, state);
    default:
      return say(state, setting.words.help, 'anything');
  }
}

/** Keys of a number to call back; in place of a message they are all of it. */
function numberKey(setting: DialogSetting, state: DialogState, key: string): Stepped {
  const digits = key === '#' ? state.digits : state.digits + key;
  if (key !== '#' && digits.length < LONGEST_NUMBER) return { state: { ...state, digits }, actions: [] };
  return enteredNumber(setting, { ...state, digits });
}

/** No more digits come. */
export function enteredNumber(setting: DialogSetting, state: DialogState): Stepped {
  const { words } = setting;
  const inMessage = state.expects === 'message';
  if (state.digits.length < SHORTEST_NUMBER)
    return say(
      { ...state, digits: '' },
      inMessage ? words.askMessageAgain : words.askNumberAgain,
      state.expects,
    );
  return withDigits(setting, inMessage ? { ...state, message: words.callBackMessage } : state, state.digits);
}
