import { drop, withoutErrand } from './errand.ts';
import { onKey } from './keys.ts';
import { leave } from './moves.ts';
import { onNote } from './notes.ts';
import { REPLIES } from './replies.ts';
import { answerAside, onRequest } from './request.ts';
import { onToolDone } from './results.ts';
import type { DialogSetting } from './setting.ts';
import type { DialogInput, DialogState, Stepped } from './state.ts';
import { onSaid } from './takeover.ts';
import { onSilence, onUnclear } from './trouble.ts';
import { type Meaning, understand, urgencyOf } from './understand.ts';

/** Takes one step. Pure: the same state and input always give the same answer. */
export function step(setting: DialogSetting, state: DialogState, input: DialogInput): Stepped {
  switch (input.type) {
    case 'said':
      return { state: onSaid(setting, state, input.text), actions: [] };
    case 'silence':
      return onSilence(setting, state);
    case 'tool-done':
      return onToolDone(setting, state, input.name, input.answer);
    case 'note':
      return onNote(setting, state, input.note);
    case 'digit':
      return onKey(setting, { ...state, silences: 0 }, input.digit);
    case 'unclear':
      return onUnclear(setting, { ...state, silences: 0 });
    case 'heard':
      return onHeard(setting, state, understand(input.text, setting.knownNames));
  }
}

/** The caller does not want any more to leave what was begun. That no number matters is something else. */
function cancels({ errand, expects }: DialogState, { intents, text }: Meaning): boolean {
  if (errand === null || !intents.has('cancel')) return false;
  return !(/never mind/i.test(text) && (expects === 'number' || expects === 'own-number'));
}

function onHeard(setting: DialogSetting, before: DialogState, meaning: Meaning): Stepped {
  const urgency = urgencyOf(meaning) ?? before.urgency;
  const state: DialogState = { ...before, silences: 0, unanswered: null, urgency };
  if (cancels(state, meaning)) {
    const given = withoutErrand(state);
    return meaning.intents.has('bye') ? leave(setting, given) : drop(setting, given);
  }
  return (
    answerAside(setting, state, meaning) ??
    REPLIES[state.expects](setting, state, meaning) ??
    onRequest(setting, state, meaning)
  );
}
