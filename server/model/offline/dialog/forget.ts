import { say, use } from './moves.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';
import type { Meaning } from './understand.ts';

/** The caller wants to be forgotten. */
export function onForget({ words, can }: DialogSetting, state: DialogState): Stepped {
  if (can('forget_me')) {
    // The tool takes a yes only to a question that it knows of.
    const asked = say(state, words.forget, 'forget');
    const announce = { type: 'tool', name: 'forget_me', arguments: { confirmed: false } } as const;
    return { ...asked, actions: [announce, ...asked.actions] };
  }
  return say({ ...state, offered: words.forgetMessage }, words.forgetByMessage, 'offer');
}

/** The caller was asked whether they are sure. */
export function onForgetReply(
  { words }: DialogSetting,
  state: DialogState,
  { intents }: Meaning,
): Stepped | null {
  if (intents.has('no')) return say(state, words.goOn, 'anything');
  if (intents.has('yes') || intents.has('forget')) return use(state, 'forget_me', { confirmed: true });
  if (intents.has('bye')) return null;
  return say(state, words.forget, 'forget');
}
