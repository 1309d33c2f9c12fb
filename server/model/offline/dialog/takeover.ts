import type { PastTurn } from '../../engine.ts';
import { beginAppointment } from './appointment.ts';
import { askedFor, saysPassedOn } from './asked.ts';
import { nameAnswered } from './caller-name.ts';
import { withoutErrand } from './errand.ts';
import { numberIn } from './numbers.ts';
import type { DialogSetting } from './setting.ts';
import { type DialogState, type Expects, startDialog } from './state.ts';
import { isOnlyUrgency, type Meaning, understand, urgencyOf } from './understand.ts';

/** Longer messages are not read back to the caller. */
const MAX_MESSAGE = 400;
/** What can be asked only while something is taken down. */
const OF_ERRAND: readonly Expects[] = [
  'message',
  'reason',
  'times',
  'own-number',
  'number',
  'number-right',
  'confirmation',
];

/** The agent has said something without being told to by a step. */
export function onSaid({ facts }: DialogSetting, state: DialogState, text: string): DialogState {
  const toldClosed = state.toldClosed || (!facts.open && /\bclosed\b/i.test(text));
  const lastSaid = { ...state, toldClosed, lastSaid: text };
  // A filler between question and answer asks nothing, and "Could you say that again?" nothing new.
  const asked = askedFor(text);
  if (!text.includes('?') || (asked === 'anything' && state.errand !== null)) return lastSaid;
  return { ...lastSaid, question: text, expects: possible(lastSaid, asked) };
}

/**
 * Where a conversation stands that others have had: the name, what the caller wants, what was asked last.
 *
 * @param callerName Where remembered from an earlier call.
 * @param history What was said so far, in order.
 */
export function resumeDialog(
  setting: DialogSetting,
  callerName: string | null,
  history: readonly PastTurn[],
): DialogState {
  return history.reduce(
    (state, { role, text }) =>
      role === 'agent' ? afterAgent(setting, state, text) : afterCaller(setting, state, text),
    startDialog(callerName),
  );
}

function afterAgent(setting: DialogSetting, before: DialogState, text: string): DialogState {
  const done = saysPassedOn(text) ? withoutErrand(before) : before;
  const state = onSaid(setting, done, text);
  const expects = possible(state, askedFor(text));
  const number = expects === 'number-right' ? (numberIn(text) ?? state.number) : state.number;
  const question = text.includes('?') ? text : state.question;
  return { ...state, number, expects, question, unanswered: null };
}

function possible(state: DialogState, expects: Expects): Expects {
  return state.errand === null && OF_ERRAND.includes(expects) && expects !== 'message' ? 'anything' : expects;
}

function afterCaller(setting: DialogSetting, before: DialogState, text: string): DialogState {
  const meaning = understand(text, setting.knownNames);
  const { intents } = meaning;
  const asked = before.expects;
  const name = asked === 'name' ? nameAnswered(text, setting.knownNames) : meaning.name;
  const state: DialogState = {
    ...before,
    name: name ?? before.name,
    urgency: urgencyOf(meaning) ?? before.urgency,
    unanswered: text,
    ...(intents.has('hours') && { toldClosed: true }),
    ...numberAfter(before, meaning),
  };
  if (before.errand !== null && intents.has('cancel')) return withoutErrand(state);
  if (asked === 'name' && name) return state;
  if (intents.has('appointment') && setting.appointments)
    return { ...beginAppointment(setting, state, text).state, ...pick(before) };
  if (intents.has('leave-message')) return { ...state, errand: 'message' };
  if (asked === 'times' && state.errand === 'appointment') return { ...state, times: [text] };
  return wanted(asked, state, meaning);
}

/** What was said and asked before stays; only what was taken down is new. */
const pick = ({ expects, lastSaid, question, toldClosed }: DialogState) => ({
  expects,
  lastSaid,
  question,
  toldClosed,
});

/** What the caller says of a matter, all of it, becomes the message. */
function wanted(asked: Expects, state: DialogState, { text, intents, isQuestion }: Meaning): DialogState {
  const isAnswer = asked === 'message' || asked === 'reason';
  const isMatter = intents.has('matter') && !isOnlyUrgency(text);
  const goesOn = state.message !== null && asked === 'anything' && intents.size === 0 && !isQuestion;
  if (!isMatter && !goesOn && !(isAnswer && !intents.has('no') && !intents.has('bye'))) return state;
  const message = state.message && !isAnswer ? `${state.message.replace(/[.\s]+$/, '')}. ${text}` : text;
  return { ...state, errand: state.errand ?? 'message', message: message.slice(0, MAX_MESSAGE) };
}

function numberAfter(before: DialogState, { text, intents }: Meaning): Partial<DialogState> {
  const number = numberIn(text);
  if (number) return { number, numberSettled: false };
  if (before.expects === 'own-number' && intents.has('yes'))
    return { number: null, numberSettled: true, callBack: 'own' };
  if (before.expects === 'number-right' && intents.has('yes')) return { numberSettled: true };
  if (before.expects === 'number-right' && intents.has('no')) return { number: null, numberSettled: false };
  return {};
}
