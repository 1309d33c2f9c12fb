import type { ShellApi } from '../../server/contracts/shell.ts';

declare global {
  interface Window {
    ringhouse?: ShellApi;
  }
}

/** What the desktop app does for the panel; `null` in an ordinary browser. */
export const desktopShell: ShellApi | null = window.ringhouse ?? null;
