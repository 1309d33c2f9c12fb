import { withTimes } from './appointment.ts';
import { nameAnswered } from './caller-name.ts';
import {
  begin,
  drop,
  goOn,
  save,
  settleNumber,
  withDigits,
  withMessage,
  withName,
  withoutErrand,
} from './errand.ts';
import { onForgetReply } from './forget.ts';
import { leave, say } from './moves.ts';
import { digitsIn, isWholeNumber, numberIn } from './numbers.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Expects, Stepped } from './state.ts';
import { onDestination } from './transfer.ts';
import { isOnlyUrgency, type Meaning } from './understand.ts';

/** Understands a sentence as the answer to what was asked; `null` when it is none. */
type Reply = (setting: DialogSetting, state: DialogState, meaning: Meaning) => Stepped | null;

const nothing: Reply = () => null;

export const REPLIES: Record<Expects, Reply> = {
  anything: nothing,
  transfer: nothing,
  name: onName,
  message: onMessage,
  reason: onReason,
  times: onTimes,
  'own-number': onOwnNumber,
  number: onNumber,
  'number-right': onNumberRight,
  confirmation: onConfirmation,
  part: onPart,
  offer: onOffer,
  destination: onDestination,
  forget: onForgetReply,
  more: (setting, state, { intents }) =>
    intents.has('no') || intents.has('bye') ? leave(setting, state) : null,
};

function onName(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  const name = nameAnswered(text, setting.knownNames);
  if (state.errand === null && (intents.has('matter') || intents.has('appointment'))) return null;
  if (name && !intents.has('no') && !intents.has('leave-message')) return withName(setting, state, name);
  if (intents.has('bye')) return null;
  if (intents.has('no')) return drop(setting, state);
  if (state.errand === null) return null;
  return say({ ...state, misses: 0 }, setting.words.askNameAgain, 'name');
}

function onMessage(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  if (intents.has('bye') && !intents.has('matter')) return null;
  if (intents.has('no') && !intents.has('matter')) return drop(setting, state);
  if (isOnlyUrgency(text)) return goOn(setting, state);
  return withMessage(setting, noted(state, text), text);
}

function onReason(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  if (intents.has('bye')) return null;
  if (intents.has('no') && !intents.has('matter')) return drop(setting, state);
  const reason = text.replace(/^(?:(?:it's|it is|for|about|i need|i want)\s+)+/i, '').replace(/\.$/, '');
  return withMessage(setting, state, reason || text);
}

function onTimes(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  if (intents.has('bye')) return null;
  if (intents.has('no')) return drop(setting, state);
  return withTimes(setting, state, text);
}

function onOwnNumber(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  const number = numberIn(text);
  if (number) return withDigits(setting, state, number);
  if (intents.has('no-need')) return settleNumber(setting, state, null, 'none');
  if (intents.has('no')) return say(state, setting.words.askNumber, 'number');
  if (intents.has('yes') || intents.has('thanks')) return settleNumber(setting, state, null, 'own');
  if (intents.has('bye')) return settleNumber(setting, state, null);
  return say(state, `${setting.words.yesOrNo} ${setting.words.askOwnNumber}`, 'own-number');
}

function onNumber(setting: DialogSetting, state: DialogState, { text, intents }: Meaning): Stepped | null {
  const digits = digitsIn(text);
  if (digits) return withDigits(setting, state, state.digits + digits);
  if (intents.has('no-need') || intents.has('no')) return settleNumber(setting, state, null, 'none');
  if (intents.has('bye')) return settleNumber(setting, state, null);
  return say({ ...state, digits: '' }, setting.words.askNumberAgain, 'number');
}

/** A caller who goes on with digits had not finished; one who says a whole number puts it right. */
function onNumberRight(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  const { intents } = meaning;
  const digits = digitsIn(meaning.text);
  if (digits && isWholeNumber(digits)) return withDigits(setting, state, digits);
  if (digits && !intents.has('no')) return withDigits(setting, state, (state.number ?? '') + digits);
  if (intents.has('no')) return say({ ...state, number: null }, setting.words.askNumberAgain, 'number');
  if (intents.has('yes') || intents.has('thanks') || intents.has('bye'))
    return settleNumber(setting, state, state.number);
  return say(
    state,
    `${setting.words.yesOrNo} ${setting.words.isNumberRight(state.number ?? '')}`,
    'number-right',
  );
}

function onConfirmation(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  const { words } = setting;
  const { intents, name, text } = meaning;
  if (name && name !== state.name) return withName(setting, state, name);
  const part = partNamed(setting, state, meaning);
  if (part) return part;
  if (intents.has('no')) return say(state, words.whichPart(state), 'part');
  if (intents.has('yes') || intents.has('thanks') || intents.has('bye')) return save(setting, state);
  if (isOnlyUrgency(text)) return goOn(setting, state);
  return say(state, words.confirmAgain(state.errand ?? 'message'), 'confirmation');
}

function onPart(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  if (meaning.intents.has('bye')) return null;
  const { name } = meaning;
  if (name && name !== state.name) return withName(setting, state, name);
  return partNamed(setting, state, meaning) ?? say(state, setting.words.whichPart(state), 'part');
}

/** Asks anew for the part that the caller says is wrong. */
function partNamed({ words }: DialogSetting, state: DialogState, { intents }: Meaning): Stepped | null {
  if (intents.has('name-part')) return say({ ...state, name: null }, words.askNewName, 'name');
  if (intents.has('message-part'))
    return state.errand === 'appointment'
      ? say({ ...state, message: null }, words.askReason, 'reason')
      : say({ ...state, message: null }, words.askNewMessage, 'message');
  if (intents.has('number-part'))
    return say({ ...state, number: null, numberSettled: false }, words.askNumber, 'number');
  if (intents.has('time-part') && state.errand === 'appointment')
    return say({ ...state, times: [] }, words.askTimes, 'times');
  return null;
}

function onOffer(setting: DialogSetting, state: DialogState, { intents }: Meaning): Stepped | null {
  if (intents.has('yes')) return begin(setting, state, 'message', state.offered);
  if (!intents.has('no')) return null;
  if (state.closing || intents.has('bye')) return leave(setting, withoutErrand(state));
  return drop(setting, state);
}

/** A number that stands in a message is the one to ring back, once the caller has confirmed it. */
function noted(state: DialogState, text: string): DialogState {
  const number = numberIn(text);
  return number ? { ...state, number, numberSettled: false } : state;
}
