import type { DialogAction, DialogState, Stepped } from './state.ts';
import type { Wording } from './wording.ts';

/** Takes a name down, has it remembered, and goes on with the message. */
export function withName(words: Wording, state: DialogState, name: string): Stepped {
  const next = takeMessage(words, { ...state, name, misses: 0 });
  return { ...next, actions: [remember(name), ...next.actions] };
}

/** Asks for what the message still lacks: the name, the words, or the caller's consent. */
export function takeMessage(words: Wording, state: DialogState): Stepped {
  if (state.name === null) return say(state, words.askName, 'name');
  if (state.message === null) return say(state, words.askMessage(state.name), 'message');
  return say(state, words.confirm(state.name, state.message), 'confirmation');
}

/** Takes the words of a message down. */
export function withMessage(words: Wording, state: DialogState, message: string): Stepped {
  return takeMessage(words, { ...state, message, misses: 0 });
}

/** Hands the message to the tool; the caller is told when the tool has answered. */
export function save(state: DialogState): Stepped {
  const args = { name: state.name ?? '', message: state.message ?? '' };
  return {
    state: { ...state, saving: true, misses: 0, expects: 'anything' },
    actions: [{ type: 'tool', name: 'take_message', arguments: args }],
  };
}

/** Says goodbye and hangs up. */
export function leave(words: Wording, state: DialogState): Stepped {
  const gone = say(state, words.goodbye(state.name), 'anything');
  return { ...gone, actions: [...gone.actions, hangUp] };
}

export const hangUp: DialogAction = { type: 'tool', name: 'end_call', arguments: {} };

/** Has the caller's name kept for the next call. */
export function remember(name: string): DialogAction {
  return { type: 'tool', name: 'remember_name', arguments: { name } };
}

/** Says something after which an answer of a certain kind is expected. */
export function say(state: DialogState, text: string, expects: DialogState['expects']): Stepped {
  return {
    state: { ...state, expects, lastSaid: text, question: text },
    actions: [{ type: 'say', text }],
  };
}
