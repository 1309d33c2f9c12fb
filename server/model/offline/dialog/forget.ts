import { say, use } from './moves.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped } from './state.ts';
import type { Meaning } from './understand.ts';

/** The caller wants to be forgotten. The tool is told that the question is asked, and later that it was answered. */
export function onForget({ words, can }: DialogSetting, state: DialogState): Stepped {
  if (!can('forget_me'))
    return say({ ...state, offered: words.forgetMessage }, words.forgetByMessage, 'offer');
  const asked = say(state, words.forget, 'forget');
  return {
    ...asked,
    actions: [{ type: 'tool', name: 'forget_me', arguments: { confirmed: false } }, ...asked.actions],
  };
}

/** The caller was asked whether they are sure. */
export function onForgetReply(
  setting: DialogSetting,
  state: DialogState,
  { intents }: Meaning,
): Stepped | null {
  const { words } = setting;
  if (intents.has('no')) return say(state, words.goOn, 'anything');
  if (intents.has('yes') || intents.has('forget')) return use(state, 'forget_me', { confirmed: true });
  if (intents.has('bye')) return null;
  return say(state, words.forget, 'forget');
}
