import { join } from 'node:path';
import { app } from 'electron';
import { autostartFile, type LoginItem } from './autostart-file.ts';

/** What the system passes on when it starts the app at login: the panel then stays in the tray. */
const IN_TRAY = '--in-tray';

interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  executable: string;
}

/** Of the installed app; `null` when it runs from its source folder, where the executable is not this app. */
export function loginItem({ env, home, executable }: Machine): LoginItem | null {
  if (!app.isPackaged) return null;
  if (process.platform === 'linux')
    // An AppImage runs from a place that is gone at the next login; the file itself stays.
    return autostartFile(env.XDG_CONFIG_HOME || join(home, '.config'), env.APPIMAGE || executable, IN_TRAY);
  return {
    isOn: async () => {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [IN_TRAY] });
      // Windows keeps the entry of an app that was turned off in the Task Manager.
      return openAtLogin && (process.platform !== 'win32' || executableWillLaunchAtLogin);
    },
    turn: async (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args: [IN_TRAY] }),
  };
}

/** Whether the system started this run at login. macOS passes no arguments, and says so by itself. */
export function startedAtLogin(argv: readonly string[]): boolean {
  return (
    argv.includes(IN_TRAY) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  );
}
