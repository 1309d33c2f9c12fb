import { answerTo } from './answers.ts';
import { beginAppointment } from './appointment.ts';
import { isOnlyDestination } from './destinations.ts';
import { begin, goOn } from './errand.ts';
import { onForget } from './forget.ts';
import { aside, isUnfinished, leave, remember, report, say } from './moves.ts';
import { numberIn } from './numbers.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Expects, Stepped } from './state.ts';
import { onPerson } from './transfer.ts';
import { isOnlyUrgency, type Meaning } from './understand.ts';

/** What the agent waits for that may be any words at all. */
const FREE: readonly Expects[] = ['message', 'reason', 'times', 'name'];

/** What is answered at any time, after which the agent asks again for what it was about to learn. */
export function answerAside(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  const { words, facts } = setting;
  const { intents, text } = meaning;
  if (intents.has('robot')) return aside(state, words.robot);
  if (intents.has('repeat')) return say(state, state.lastSaid || words.nothingSaidYet, state.expects);
  if (intents.has('wait')) return aside(state, words.wait);
  if (intents.has('forget') && state.expects !== 'forget') return onForget(setting, state);
  if (!isUnfinished(state)) return null;
  const free = FREE.includes(state.expects);
  if (intents.has('person') && !free && state.expects !== 'destination')
    return onPerson(setting, state, text);
  const inMessage = free && intents.has('matter');
  const answer = free && !meaning.isQuestion ? null : answerTo(text, facts.answers, true);
  if (answer && !inMessage) return aside(state, words.answer(answer));
  if (intents.has('open-now') && !inMessage) return aside(state, words.openNow);
  if (intents.has('hours') && !inMessage) return aside(state, words.hours ?? words.noHours);
  if (intents.has('address') && !inMessage) return aside(state, words.address ?? words.noAddress);
  if (intents.has('identify') && state.expects !== 'message') return aside(state, words.identify);
  return null;
}

/** What a caller may want who has not been asked for anything in particular, or has not answered it. */
export function onRequest(setting: DialogSetting, before: DialogState, meaning: Meaning): Stepped {
  const { text } = meaning;
  const name = before.forgotten ? null : meaning.name;
  const number = numberIn(text);
  const state: DialogState = {
    ...before,
    misses: 0,
    name: name ?? before.name,
    ...(number !== null && { number, numberSettled: false }),
  };
  const learnt = name ? remember(setting, before, name) : [];
  const stepped =
    information(setting, state, meaning) ??
    wish(setting, state, meaning) ??
    smallTalk(setting, state, meaning);
  return { ...stepped, actions: [...learnt, ...stepped.actions] };
}

/** Answers from the facts. */
function information(setting: DialogSetting, before: DialogState, meaning: Meaning): Stepped | null {
  const { words, facts } = setting;
  const { intents, text, isQuestion } = meaning;
  // Who wants something done does not ask about it.
  const answer = isQuestion || !intents.has('matter') ? answerTo(text, facts.answers, true) : null;
  if (answer) return informed(setting, before, words.answer(answer));
  const state = intents.has('hours') ? { ...before, toldClosed: true } : before;
  if (intents.has('open-now')) return informed(setting, state, words.openNow);
  if (intents.has('hours') && intents.has('address') && words.hours && words.address)
    return informed(setting, state, `${words.hours} ${words.address}`);
  if (intents.has('hours')) return tellHours(setting, state, text);
  if (intents.has('address')) return tellAddress(setting, state, text);
  return null;
}

/** @param asked In the caller's words; empty for a key. */
export function tellHours(setting: DialogSetting, state: DialogState, asked: string): Stepped {
  const { hours, noHours } = setting.words;
  return hours === null ? missing(setting, state, noHours, asked) : informed(setting, state, hours);
}

export function tellAddress(setting: DialogSetting, state: DialogState, asked: string): Stepped {
  const { address, noAddress } = setting.words;
  return address === null ? missing(setting, state, noAddress, asked) : informed(setting, state, address);
}

function informed({ words }: DialogSetting, state: DialogState, answer: string): Stepped {
  return say({ ...state, offered: null }, `${answer} ${words.more}`, 'more');
}

/** What the facts lack is noted, and a message offered. */
function missing(setting: DialogSetting, state: DialogState, excuse: string, asked: string): Stepped {
  const offered = say({ ...state, offered: null }, `${excuse} ${setting.words.toKnowMore}`, 'offer');
  return asked ? { ...offered, actions: [...report(setting, asked), ...offered.actions] } : offered;
}

/** What a caller wants done. */
function wish(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  const { words, facts } = setting;
  const { intents, text, isQuestion } = meaning;
  if (intents.has('forget')) return onForget(setting, state);
  if (intents.has('leave-message')) return begin(setting, state, 'message', null);
  if (intents.has('appointment') && setting.appointments) return beginAppointment(setting, state, text);
  if (intents.has('person') || isOnlyDestination(text, facts.destinations))
    return onPerson(setting, state, text);
  const answer = isQuestion || !intents.has('matter') ? answerTo(text, facts.answers) : null;
  if (answer) return informed(setting, state, words.answer(answer));
  if (intents.has('matter')) return begin(setting, state, 'message', isOnlyUrgency(text) ? null : text);
  return null;
}

function smallTalk(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped {
  const { words } = setting;
  const { intents, text, isQuestion } = meaning;
  const name = state.forgotten ? null : meaning.name;
  if (intents.has('identify')) return say(state, words.identify, 'anything');
  if (intents.has('bye')) return leave(setting, state);
  // After a call was taken over, the caller may answer to what the agent before had asked.
  if (state.errand !== null && (name || intents.has('yes'))) return goOn(setting, state);
  if (name) return say(state, words.welcome(name), 'anything');
  if (intents.has('help')) return say(state, words.help, 'anything');
  if (intents.has('thanks')) return say(state, words.thanked, 'more');
  if (intents.has('greeting')) return say(state, words.howHelp(state.name), 'anything');
  if (intents.has('yes') || intents.has('no')) return say(state, words.help, 'anything');
  const offered = say({ ...state, offered: text }, words.unknown, 'offer');
  return isQuestion ? { ...offered, actions: [...report(setting, text), ...offered.actions] } : offered;
}
