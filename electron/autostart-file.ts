import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether the system starts this app when its user logs in. */
export interface LoginItem {
  isOn(): Promise<boolean>;
  turn(on: boolean): Promise<void>;
}

/** Starting at login as desktops of Linux have it: a file in the user's folder of programs to start. */
export function autostartFile(configDir: string, executable: string, argument: string): LoginItem {
  const folder = join(configDir, 'autostart');
  const path = join(folder, 'ringhouse.desktop');
  const text = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Ringhouse',
    `Exec=${quoted(executable)} ${argument}`,
    'Terminal=false',
    '',
  ].join('\n');
  return {
    // A file that names another place, as of an app that was moved since, or that the desktop has turned off, does not start this.
    isOn: async () => (await readFile(path, 'utf8').catch(() => null)) === text,
    async turn(on) {
      if (!on) return rm(path, { force: true });
      await mkdir(folder, { recursive: true });
      await writeFile(path, text);
    },
  };
}

/** An argument of `Exec`: quoted for the command, then escaped as any text of such a file. */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`;
}
