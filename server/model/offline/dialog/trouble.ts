import { goOn, settleNumber } from './errand.ts';
import { enteredNumber } from './keys.ts';
import { hangUp, PATIENCE, say } from './moves.ts';
import { SHORTEST_NUMBER } from './numbers.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';

/** The caller spoke, and nothing was understood. Nobody is asked for the same thing for ever. */
export function onUnclear(setting: DialogSetting, before: DialogState): Stepped {
  const { words } = setting;
  const state = { ...before, misses: before.misses + 1 };
  const again = state.misses < PATIENCE;
  const settled = { ...state, misses: 0 };
  switch (state.expects) {
    case 'transfer':
      return { state: before, actions: [] };
    case 'name':
      if (again || state.errand === null) return say(state, words.askNameAgain, 'name');
      return goOn(setting, { ...settled, name: '' });
    case 'message':
      if (again) return say(state, words.askMessageAgain, 'message');
      return say({ ...settled, offered: words.callBackMessage }, words.offerCallBack, 'offer');
    case 'reason':
      if (again) return say(state, words.askReasonAgain, 'reason');
      return goOn(setting, { ...settled, message: words.openReason });
    case 'times':
      if (again) return say(state, words.askTimesAgain, 'times');
      return goOn(setting, { ...settled, times: [words.openTime] });
    case 'number':
      if (again) return say(state, words.askNumberAgain, 'number');
      return settleNumber(setting, settled, null);
    case 'confirmation':
      return say(state, words.confirmAgain(state.errand ?? 'message'), 'confirmation');
    case 'part':
      return say(state, words.whichPart(state), 'part');
    case 'offer':
      return say(state, words.offerAgain, 'offer');
    case 'own-number':
    case 'number-right':
    case 'forget':
    case 'destination':
      return say(state, state.question, state.expects);
    default:
      if (again) return say(state, words.notCaught, state.expects);
      return say({ ...settled, offered: null }, words.offerMessage, 'offer');
  }
}

/** The caller says nothing: is asked twice, then the call ends. */
export function onSilence(setting: DialogSetting, state: DialogState): Stepped {
  const { words, can } = setting;
  if (state.waitingFor !== null || state.expects === 'transfer') return { state, actions: [] };
  const inNumber = state.expects === 'number' || state.expects === 'message';
  if (inNumber && state.digits.length >= SHORTEST_NUMBER) return enteredNumber(setting, state);
  if (inNumber && state.digits && state.silences === 0)
    return {
      state: { ...state, silences: 1 },
      actions: [{ type: 'say', text: words.restOfNumber(state.digits) }],
    };
  if (state.silences >= PATIENCE) {
    const gone = say(state, words.silentGoodbye, 'anything');
    return { ...gone, actions: [...gone.actions, ...(can('end_call') ? [hangUp] : [])] };
  }
  const text = state.silences === 0 ? words.stillThere : words.stillThereAgain;
  // What was asked before still stands, and is what "repeat that" is about.
  return { state: { ...state, silences: state.silences + 1 }, actions: [{ type: 'say', text }] };
}
