import type { DialogSetting } from './setting.ts';
import type { DialogAction, DialogState, Expects, Stepped, ToolName } from './state.ts';

/** How often the agent asks into silence, or again after it did not understand, before it does something else. */
export const PATIENCE = 2;

/** Says something after which an answer of a certain kind is expected. */
export function say(state: DialogState, text: string, expects: Expects): Stepped {
  return {
    state: { ...state, expects, lastSaid: text, question: text },
    actions: [{ type: 'say', text }],
  };
}

/** The same, with something said before it that is no part of the question. */
export function first(text: string, { state, actions }: Stepped): Stepped {
  const [next, ...others] = actions;
  if (next?.type !== 'say') return { state, actions: [{ type: 'say', text }, ...actions] };
  const whole = `${text} ${next.text}`;
  return { state: { ...state, lastSaid: whole }, actions: [{ type: 'say', text: whole }, ...others] };
}

/** Says something else in between; what was asked before still stands and is asked again. */
export function aside(state: DialogState, text: string): Stepped {
  const whole = isUnfinished(state) && state.question ? `${text} ${state.question}` : text;
  return { state: { ...state, misses: 0, lastSaid: whole }, actions: [{ type: 'say', text: whole }] };
}

/** Whether the agent was about to learn something. */
export function isUnfinished({ expects }: DialogState): boolean {
  return expects !== 'anything' && expects !== 'more' && expects !== 'transfer';
}

/** Uses a tool whose answer the caller waits for. */
export function use(
  state: DialogState,
  name: ToolName,
  args: Record<string, unknown>,
  expects: Expects = 'anything',
): Stepped {
  return {
    state: { ...state, waitingFor: name, misses: 0, expects },
    actions: [{ type: 'tool', name, arguments: args }],
  };
}

/** Says goodbye and hangs up. */
export function leave({ words, can }: DialogSetting, state: DialogState): Stepped {
  const gone = say(state, words.goodbye(state.name), 'anything');
  return { ...gone, actions: [...gone.actions, ...(can('end_call') ? [hangUp] : [])] };
}

export const hangUp: DialogAction = { type: 'tool', name: 'end_call', arguments: {} };

/** Has the caller's name kept for the next call. */
export function remember({ can }: DialogSetting, state: DialogState, name: string): DialogAction[] {
  if (!can('remember_name') || state.forgotten || name === state.name) return [];
  return [{ type: 'tool', name: 'remember_name', arguments: { name } }];
}

/** Notes what could not be answered. */
export function report({ can }: DialogSetting, question: string): DialogAction[] {
  if (!can('report_unanswered')) return [];
  return [{ type: 'tool', name: 'report_unanswered', arguments: { question: question.slice(0, 500) } }];
}

/** Tells once that the business is closed, before something that needs people. */
export function tellClosed({ facts, words }: DialogSetting, stepped: Stepped): Stepped {
  if (facts.open || stepped.state.toldClosed) return stepped;
  return first(words.closed, { ...stepped, state: { ...stepped.state, toldClosed: true } });
}
