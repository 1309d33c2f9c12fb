import { nameAnswered } from './caller-name.ts';
import { answerDigit, SHORTEST_NUMBER } from './digits.ts';
import { hangUp, leave, remember, save, say, takeMessage, withMessage, withName } from './moves.ts';
import type { DialogAction, DialogInput, DialogState, Stepped } from './state.ts';
import { type Meaning, understand } from './understand.ts';
import type { Wording } from './wording.ts';

/** What a dialog needs to know that does not change during the call. */
export interface DialogSetting {
  words: Wording;
  /** Names that callers may have besides the usual ones. */
  knownNames: readonly string[];
}

/** How often the agent asks into silence, or again after it did not understand, before it does something else. */
const PATIENCE = 2;

/** Takes one step. Pure: the same state and input always give the same answer. */
export function step(setting: DialogSetting, state: DialogState, input: DialogInput): Stepped {
  switch (input.type) {
    case 'said':
      return { state: { ...state, lastSaid: input.text }, actions: [] };
    case 'silence':
      return onSilence(setting, state);
    case 'saved':
      return onSaved(setting, state, input.ok);
    case 'digit':
      return answerDigit(setting.words, { ...state, silences: 0 }, input.digit);
    case 'unclear':
      return onUnclear(setting.words, { ...state, silences: 0 });
    case 'heard':
      return onHeard(setting, { ...state, silences: 0 }, understand(input.text, setting.knownNames));
  }
}

function onHeard(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped {
  const { words } = setting;
  const { intents } = meaning;
  const aside = answerAside(words, state, meaning);
  if (aside) return aside;
  switch (state.expects) {
    case 'name': {
      const name = nameAnswered(meaning.text, setting.knownNames);
      if (name && !intents.has('no') && !intents.has('leave-message')) return withName(words, state, name);
      if (intents.has('no') || intents.has('bye')) break;
      return say({ ...state, misses: 0 }, words.askNameAgain, 'name');
    }
    case 'message':
      if (intents.has('bye') && !intents.has('matter')) break;
      if (intents.has('no') && !intents.has('matter')) return say(state, words.goOn, 'anything');
      return withMessage(words, state, meaning.text);
    case 'confirmation':
      return onConfirmation(words, state, meaning);
    case 'part':
      if (intents.has('message-part') && !intents.has('name-part'))
        return say({ ...state, message: null }, words.askNewMessage, 'message');
      if (intents.has('name-part')) return say({ ...state, name: null }, words.askNewName, 'name');
      break;
    case 'offer':
      if (intents.has('yes')) return takeMessage(words, { ...state, message: state.offered });
      if (intents.has('no') && !intents.has('bye')) return say(state, words.goOn, 'anything');
      break;
    case 'more':
      if (intents.has('no') || intents.has('bye')) return leave(words, state);
      break;
    case 'anything':
      break;
  }
  return onRequest(words, state, meaning);
}

/** Questions that are answered at any time, after which the agent asks again for what it was about to learn. */
function answerAside(words: Wording, state: DialogState, { intents }: Meaning): Stepped | null {
  const unfinished = state.expects !== 'anything' && state.expects !== 'more';
  const back = unfinished ? ` ${state.question}` : '';
  const aside = (text: string): Stepped => ({
    state: { ...state, misses: 0, lastSaid: text + back },
    actions: [{ type: 'say', text: text + back }],
  });
  if (intents.has('robot')) return aside(words.robot);
  if (intents.has('repeat')) return say(state, state.lastSaid || words.nothingSaidYet, state.expects);
  if (intents.has('wait')) return aside(words.wait);
  if (!unfinished) return null;
  const inMessage = state.expects === 'message' && intents.has('matter');
  if (intents.has('hours') && !inMessage) return aside(words.hours);
  if (intents.has('address') && !inMessage) return aside(words.address);
  if (intents.has('identify') && state.expects !== 'message') return aside(words.identify);
  return null;
}

/** What a caller may want who has not been asked for anything in particular. */
function onRequest(words: Wording, before: DialogState, meaning: Meaning): Stepped {
  const { intents, name } = meaning;
  const state: DialogState = { ...before, misses: 0, name: name ?? before.name };
  const learnt: DialogAction[] = name && name !== before.name ? [remember(name)] : [];
  const and = (stepped: Stepped): Stepped => ({ ...stepped, actions: [...learnt, ...stepped.actions] });

  if (intents.has('hours') && intents.has('address'))
    return and(say(state, `${words.hours.replace(/ Is there.*$/, '')} ${words.address}`, 'more'));
  if (intents.has('hours')) return and(informed(words.hours, state));
  if (intents.has('address')) return and(informed(words.address, state));
  if (intents.has('leave-message')) return and(takeMessage(words, { ...state, message: null }));
  if (intents.has('person')) return and(say({ ...state, offered: null }, words.noPerson, 'offer'));
  if (intents.has('matter')) return and(takeMessage(words, { ...state, message: meaning.text }));
  if (intents.has('identify')) return and(say(state, words.identify, 'anything'));
  if (name) return and(say(state, words.welcome(name), 'anything'));
  if (intents.has('bye')) return leave(words, state);
  if (intents.has('help')) return say(state, words.help, 'anything');
  if (intents.has('thanks')) return say(state, words.thanked, 'more');
  if (intents.has('greeting')) return say(state, words.howHelp(state.name), 'anything');
  if (intents.has('yes') || intents.has('no')) return say(state, words.help, 'anything');
  return say({ ...state, offered: meaning.text }, words.unknown, 'offer');
}

/** An answer from the facts; where they are missing it ends in the offer of a message. */
function informed(text: string, state: DialogState): Stepped {
  const offers = text.includes('leave a message');
  return say({ ...state, offered: null }, text, offers ? 'offer' : 'more');
}

function onConfirmation(words: Wording, state: DialogState, meaning: Meaning): Stepped {
  const { intents, name } = meaning;
  if (name && name !== state.name) return withName(words, state, name);
  if (intents.has('name-part') || intents.has('message-part') || intents.has('no')) {
    if (intents.has('message-part') && !intents.has('name-part'))
      return say({ ...state, message: null }, words.askNewMessage, 'message');
    if (intents.has('name-part')) return say({ ...state, name: null }, words.askNewName, 'name');
    return say(state, words.whichPart, 'part');
  }
  if (intents.has('yes') || intents.has('thanks') || intents.has('bye')) return save(state);
  return say(state, words.confirmAgain, 'confirmation');
}

function onSaved({ words }: DialogSetting, state: DialogState, ok: boolean): Stepped {
  if (!state.saving) return { state, actions: [] };
  const settled = { ...state, saving: false, message: null, offered: null };
  return say(settled, ok ? words.saved : words.notSaved, 'more');
}

function onUnclear(words: Wording, before: DialogState): Stepped {
  const state = { ...before, misses: before.misses + 1 };
  const again = state.misses < PATIENCE;
  switch (state.expects) {
    case 'name':
      return say(state, words.askNameAgain, 'name');
    case 'message':
      if (again) return say(state, words.askMessageAgain, 'message');
      return say({ ...state, misses: 0, offered: words.callBackMessage }, words.offerCallBack, 'offer');
    case 'confirmation':
      return say(state, words.confirmAgain, 'confirmation');
    case 'part':
      return say(state, words.whichPart, 'part');
    case 'offer':
      return say(state, words.offerAgain, 'offer');
    default:
      if (again) return say(state, words.notCaught, state.expects);
      return say({ ...state, misses: 0, offered: null }, words.offerMessage, 'offer');
  }
}

function onSilence({ words }: DialogSetting, state: DialogState): Stepped {
  if (state.saving) return { state, actions: [] };
  if (state.expects === 'message' && state.digits.length >= SHORTEST_NUMBER)
    return withMessage(words, { ...state, digits: '' }, words.numberMessage(state.digits));
  if (state.silences >= PATIENCE) {
    const gone = say(state, words.silentGoodbye, 'anything');
    return { ...gone, actions: [...gone.actions, hangUp] };
  }
  const text = state.silences === 0 ? words.stillThere : words.stillThereAgain;
  // What was asked before still stands, and is what "repeat that" is about.
  return { state: { ...state, silences: state.silences + 1 }, actions: [{ type: 'say', text }] };
}
