import type { Note } from '../../notes.ts';
import { goOn } from './errand.ts';
import { aside, first, say } from './moves.ts';
import { onRequest } from './request.ts';
import { sentence } from './sentence.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';
import { understand } from './understand.ts';

/** Says something fitting to what only the agent was told. */
export function onNote(setting: DialogSetting, before: DialogState, note: Note): Stepped {
  const { words } = setting;
  const state: DialogState = { ...before, silences: 0, misses: 0, offered: before.message };
  switch (note.kind) {
    case 'transfer-failed': {
      const back: DialogState = { ...state, waitingFor: null };
      return say(back, words.transferFailed(note.label, note.outcome), 'offer');
    }
    case 'time-is-short':
      return hurry(setting, state, words.shortTime, words.shortTimeOffer);
    case 'cap-reached':
      return hurry(setting, state, words.noMoreTime, words.noMoreTimeOffer);
    case 'taken-over':
      return carryOn(setting, before);
    case 'whispered':
      return aside(state, passedOn(setting, note.text));
    case 'handed-back': {
      const told = note.told === null ? '' : ` ${passedOn(setting, note.told)}`;
      return first(`${setting.words.backAgain}${told}`, askedAgain(setting, { ...state, unanswered: null }));
    }
    case 'answer-failed':
    case 'other':
      return first(words.sorry, askedAgain(setting, before));
  }
}

/** How people begin when they have somebody tell something: only what follows is meant for the caller. */
const TELL =
  /^(?:please,?\s+)?(?:(?:tell|inform) (?:him|her|them|the caller|the customer)|let (?:him|her|them|the caller|the customer) know|say|mention)(?: that)?[\s:,]+(?=\S)/iu;

/** What a colleague has the caller told, as the caller is to hear it: "Tell her we open at nine" is "We open at nine." */
function passedOn({ words }: DialogSetting, text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  const said = sentence(line.replace(TELL, ''));
  return TELL.test(line) ? said : words.passedOn(said);
}

/** The call is to end: what was begun is finished, else a message offered, then goodbye. */
function hurry(setting: DialogSetting, before: DialogState, text: string, offer: string): Stepped {
  const state: DialogState = { ...before, closing: true };
  if (state.waitingFor !== null) return { state, actions: [] };
  return state.errand === null ? say(state, offer, 'offer') : first(text, goOn(setting, state));
}

/** Goes on with a call that was taken over: answers what was left open, or asks for what is lacking. */
function carryOn(setting: DialogSetting, before: DialogState): Stepped {
  const state: DialogState = { ...before, unanswered: null };
  if (state.errand !== null) return goOn(setting, state);
  if (before.unanswered === null) return askedAgain(setting, state);
  return onRequest(setting, state, understand(before.unanswered, setting.knownNames));
}

function askedAgain(setting: DialogSetting, state: DialogState): Stepped {
  if (state.errand !== null && state.waitingFor === null) return goOn(setting, state);
  return say(state, state.question || setting.words.carryOn, state.expects);
}
