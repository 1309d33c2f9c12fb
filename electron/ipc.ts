import { ipcMain } from 'electron';
import { type ShellApi, type ShellCallName, shellCalls } from '../server/contracts/shell.ts';
import { answer } from './ipc-answer.ts';

/** Lets the panel ask what the contract lists, and nothing else. The only file that touches `ipcMain`. */
export function serveIpc(handlers: ShellApi, panelOrigin: () => string | null): void {
  // The cast restores the key type that `Object.keys` widens.
  for (const name of Object.keys(shellCalls) as ShellCallName[]) {
    ipcMain.handle(`shell:${name}`, (event, input: unknown) => {
      const frame = event.senderFrame;
      const asked = {
        senderUrl: frame?.url ?? null,
        isMainFrame: frame !== null && frame.parent === null,
        input,
      };
      return answer(handlers, name, asked, panelOrigin());
    });
  }
}
