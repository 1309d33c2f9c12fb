import type { Dictated } from '../../engine.ts';
import { remember, say, tellClosed, use } from './moves.ts';
import { isWholeNumber } from './numbers.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Errand, Stepped, ToolName } from './state.ts';

const TOOLS = { message: 'take_message', appointment: 'request_appointment' } as const satisfies Record<
  Errand,
  ToolName
>;

/** Begins to take something down. What is known of another errand is dropped; name and number stay. */
export function begin(
  setting: DialogSetting,
  state: DialogState,
  errand: Errand,
  message: string | null,
): Stepped {
  if (state.forgotten) return say(state, setting.words.nothingKept, 'more');
  const fresh = state.errand === null || state.errand === errand ? state : withoutErrand(state);
  return tellClosed(
    setting,
    goOn(setting, { ...fresh, errand, message, offered: null, digits: '', misses: 0 }),
  );
}

/** Asks for what the errand still lacks, at last for the caller's consent. */
export function goOn(setting: DialogSetting, state: DialogState): Stepped {
  const { words } = setting;
  const { errand, name, message, times } = state;
  if (errand === null) return say(state, name ? words.welcome(name) : words.carryOn, 'anything');
  if (errand === 'appointment' && message === null) return say(state, words.askReason, 'reason');
  if (errand === 'appointment' && times.length === 0) return say(state, words.askTimes, 'times');
  if (name === null) return say(state, words.askName, 'name');
  if (message === null) return say(state, words.askMessage(name), 'message');
  if (!state.numberSettled) return askNumber(setting, state);
  return say(state, words.confirm(state), 'confirmation');
}

function askNumber({ facts, words }: DialogSetting, state: DialogState): Stepped {
  if (state.number !== null) return say(state, words.isNumberRight(state.number), 'number-right');
  if (facts.callerNumber !== null) return say(state, words.askOwnNumber, 'own-number');
  return say(state, words.askNumber, 'number');
}

/** Takes a name down and has it remembered. */
export function withName(setting: DialogSetting, state: DialogState, name: string): Stepped {
  const next = goOn(setting, { ...state, name, misses: 0 });
  return { ...next, actions: [...remember(setting, state, name), ...next.actions] };
}

/** Takes down the words of a message, or what an appointment is for. */
export function withMessage(setting: DialogSetting, state: DialogState, message: string): Stepped {
  return goOn(setting, { ...state, message, misses: 0 });
}

/** Takes digits of a number down, and reads it back once it is whole. Says nothing while more may follow. */
export function withDigits(setting: DialogSetting, state: DialogState, digits: string): Stepped {
  if (!isWholeNumber(digits)) {
    if (digits.length < 8) return { state: { ...state, digits, misses: 0 }, actions: [] };
    return say({ ...state, digits: '' }, setting.words.askNumberAgain, 'number');
  }
  return goOn(setting, { ...state, number: digits, numberSettled: false, digits: '', misses: 0 });
}

/** Goes on with the number as it is; without one `callBack` tells what that means. */
export function settleNumber(
  setting: DialogSetting,
  state: DialogState,
  number: string | null,
  callBack: DialogState['callBack'] = null,
): Stepped {
  return goOn(setting, { ...state, number, callBack, numberSettled: true, digits: '', misses: 0 });
}

/** Gives the errand up. */
export function drop({ words }: DialogSetting, state: DialogState): Stepped {
  return say(withoutErrand(state), words.goOn, 'anything');
}

/** What the caller has dictated and would lose if the call ended now; `null` when there is nothing yet. */
export function dictatedIn(setting: DialogSetting, state: DialogState): Omit<Dictated, 'earlier'> | null {
  const { errand: kind, message: text, name, times, urgency } = state;
  if (kind === null || text === null || !setting.can(TOOLS[kind])) return null;
  const where = state.numberSettled ? whereTo(setting, state) : { number: null, noCallBack: false };
  return {
    kind,
    name: name || null,
    text,
    urgency,
    callbackNumber: where.number,
    noCallBack: where.noCallBack,
    preferredTimes: times,
  };
}

/** Where to ring back, as agreed. */
function whereTo({ facts }: DialogSetting, { callBack, number }: DialogState) {
  if (number !== null) return { number, noCallBack: false };
  return { number: callBack === 'own' ? facts.callerNumber : null, noCallBack: callBack === 'none' };
}

export function withoutErrand(state: DialogState): DialogState {
  return {
    ...state,
    errand: null,
    message: null,
    times: [],
    urgency: 'normal',
    numberTried: false,
    offered: null,
    digits: '',
  };
}

/** Hands the errand to its tool; the caller is told when the tool has answered. All of it has been read back. */
export function save(setting: DialogSetting, state: DialogState): Stepped {
  const { number, noCallBack } = whereTo(setting, state);
  const common = { name: state.name || null, callback_number: number, confirmed: true };
  const { message, urgency, times } = state;
  if (state.errand === 'appointment')
    return use(state, TOOLS.appointment, { ...common, reason: message, preferred_times: times });
  if (!setting.can(TOOLS.message)) return say(withoutErrand(state), setting.words.notSaved, 'more');
  const unwanted = noCallBack ? { no_callback: true } : {};
  return use(state, TOOLS.message, { ...common, ...unwanted, message, urgency });
}
