import { choiceOf, destinationsIn } from './destinations.ts';
import { PATIENCE, say, tellClosed } from './moves.ts';
import { clause } from './sentence.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';
import type { Meaning } from './understand.ts';

/** What a person is told of the call, at most; longer ones are cut. */
const MAX_SUMMARY = 300;
/** Asks for no one in particular. */
const ANYBODY =
  /\b(?:someone|somebody|anyone|anybody|person|human|people|agent|operator|staff|team|manager|owner|boss)\b|\bput me (?:through|over)$|\btransfer me$|\bconnect me$/i;

/** The caller wants to speak to a person. */
export function onPerson(setting: DialogSetting, state: DialogState, text: string): Stepped {
  const labels = setting.facts.destinations;
  if (labels.length === 0)
    return tellClosed(setting, say({ ...state, offered: state.message }, setting.words.noPerson, 'offer'));
  const named = destinationsIn(text, labels);
  const [only, ...others] = named.length > 0 ? named : labels;
  const plain = text.replace(/[.?!]+$/, '').replace(/,? please$/i, '');
  if (only && others.length === 0 && (named.length > 0 || ANYBODY.test(plain)))
    return putThrough(setting, state, only, text);
  const choice = named.length > 0 ? named : labels;
  return say({ ...state, misses: 0 }, setting.words.whichDestination(choice), 'destination');
}

/** The caller was asked whom to be put through to. */
export function onDestination(setting: DialogSetting, state: DialogState, meaning: Meaning): Stepped | null {
  const { words, facts } = setting;
  const { intents, text } = meaning;
  const [only, ...others] = destinationsIn(text, facts.destinations);
  if (only && others.length === 0) return putThrough(setting, state, only, text);
  if (intents.has('yes') && facts.destinations.length === 1)
    return putThrough(setting, state, choiceOf(facts.destinations), text);
  if (intents.has('no')) return say(state, words.goOn, 'anything');
  if (intents.has('bye') || intents.has('leave-message')) return null;
  if (state.misses + 1 >= PATIENCE)
    return say({ ...state, misses: 0, offered: state.message }, words.offerAgain, 'offer');
  return say(
    { ...state, misses: state.misses + 1 },
    words.whichDestination(facts.destinations),
    'destination',
  );
}

function putThrough({ words }: DialogSetting, state: DialogState, label: string, text: string): Stepped {
  const about = state.message === null ? '' : ` It is about: ${clause(state.message)}.`;
  const summary = `${state.name || 'A caller'} said: "${clause(text)}".${about}`.slice(0, MAX_SUMMARY);
  const said = say({ ...state, misses: 0 }, words.puttingThrough(label), 'transfer');
  return {
    state: { ...said.state, waitingFor: 'transfer_call', destination: label },
    actions: [
      ...said.actions,
      { type: 'tool', name: 'transfer_call', arguments: { destination: label, summary } },
    ],
  };
}
