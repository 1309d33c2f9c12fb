import type { ServerState } from './supervisor.ts';

export type TrayAction = 'show' | 'retry' | 'quit';

export type TrayItem = { label: string; action?: TrayAction } | 'separator';

/** One line saying how the line stands. */
export function statusLine(state: ServerState, liveCalls: number): string {
  switch (state.name) {
    case 'running':
      if (liveCalls === 0) return 'Ready for calls';
      return liveCalls === 1 ? '1 call in progress' : `${liveCalls} calls in progress`;
    case 'starting':
      return 'Starting …';
    case 'restarting':
      return 'Restarting …';
    case 'failed':
      return 'Not answering calls';
    default:
      return 'Stopping …';
  }
}

/** Items without an action are shown, not clickable. */
export function trayMenu(state: ServerState, liveCalls: number): TrayItem[] {
  return [
    { label: statusLine(state, liveCalls) },
    'separator',
    { label: 'Show control panel', action: 'show' },
    ...(state.name === 'failed' ? [{ label: 'Start again', action: 'retry' } as const] : []),
    'separator',
    { label: 'Quit Ringhouse', action: 'quit' },
  ];
}

export interface Question {
  message: string;
  detail: string;
  /** The first one is what is meant, the last one changes nothing. */
  buttons: string[];
}

/** What to ask before quitting; `null` when nobody would be cut off. */
export function quitQuestion(liveCalls: number): Question | null {
  if (liveCalls === 0) return null;
  return {
    message: liveCalls === 1 ? 'A call is in progress.' : `${liveCalls} calls are in progress.`,
    detail: 'Callers hear a goodbye, and new calls are not answered until Ringhouse runs again.',
    buttons: ['Quit', 'Keep running'],
  };
}

/** What to ask when the server was given up. */
export function failureQuestion(reason: string): Question {
  return {
    message: 'Ringhouse can’t answer calls.',
    detail: reason,
    buttons: ['Start again', 'Close'],
  };
}
