import { save, withoutErrand } from './errand.ts';
import { leave, say } from './moves.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogState, Stepped, ToolAnswer, ToolName } from './state.ts';

/** A tool has answered. Nothing is said to be done before. */
export function onToolDone(
  setting: DialogSetting,
  before: DialogState,
  name: ToolName,
  answer: ToolAnswer,
): Stepped {
  const { words } = setting;
  if (before.waitingFor !== name) return { state: before, actions: [] };
  const state = { ...before, waitingFor: null };
  switch (name) {
    case 'take_message':
      return onLeft(setting, state, answer, words.saved, words.notSaved);
    case 'request_appointment':
      return onLeft(setting, state, answer, words.requested, words.notRequested);
    case 'transfer_call':
      if (answer.result === 'done') return { state, actions: [] };
      return say({ ...state, offered: state.message }, words.notPutThrough(state.destination), 'offer');
    case 'forget_me':
      if (answer.result === 'confirm') return say(state, words.forget, 'forget');
      if (answer.result === 'refused')
        return say({ ...state, offered: words.forgetMessage }, words.notForgotten, 'offer');
      return say(
        { ...withoutErrand(state), name: null, number: null, forgotten: true },
        words.forgotten(answer.receipt),
        'more',
      );
    default:
      return { state, actions: [] };
  }
}

/** The errand is done with or lost, or the number has to be put right. */
function onLeft(
  setting: DialogSetting,
  state: DialogState,
  answer: ToolAnswer,
  done: string,
  failed: string,
): Stepped {
  if (answer.result === 'done') return settled(setting, state, done);
  if (state.numberTried) return settled(setting, state, failed);
  // The caller has heard the number digit by digit and has confirmed it.
  if (answer.result === 'confirm') return save(setting, { ...state, numberTried: true });
  if (!/\bnumber\b/i.test(answer.reason)) return settled(setting, state, failed);
  const again = { ...state, number: null, numberSettled: false, numberTried: true };
  return say(again, setting.words.numberUnusable, 'number');
}

function settled(setting: DialogSetting, state: DialogState, text: string): Stepped {
  const told = say(withoutErrand(state), text, 'more');
  if (!state.closing) return told;
  const gone = leave(setting, told.state);
  return { ...gone, actions: [...told.actions, ...gone.actions] };
}
