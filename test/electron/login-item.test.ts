import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { autostartFile } from '../../electron/autostart-file.ts';
import { removeTree, writeTree } from '../house/tree.ts';

let home: string;
let scripted: typeof import('./scripted-electron.ts');
let login: typeof import('../../electron/login-item.ts');

beforeEach(async () => {
  home = writeTree({});
  vi.resetModules();
  scripted = await import('./scripted-electron.ts');
  vi.doMock('electron', () => scripted.scriptedElectron());
  login = await import('../../electron/login-item.ts');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('electron');
  removeTree(home);
});

const on = (platform: NodeJS.Platform) => vi.stubGlobal('process', { ...process, platform });
const item = (env: Record<string, string> = {}) =>
  login.loginItem({ env, home, executable: '/opt/Ringhouse/ringhouse' });
const written = (folder: string) => readFileSync(join(folder, 'autostart', 'ringhouse.desktop'), 'utf8');

describe('starting at login', () => {
  it('is of the installed app only', () => {
    scripted.stage.app.isPackaged = false;
    expect(item()).toBeNull();
  });

  it('is a file of the desktop on Linux, which can be turned off by hand as well', async () => {
    on('linux');
    const linux = item()!;
    expect(await linux.isOn()).toBe(false);
    await linux.turn(false);
    await linux.turn(true);
    expect(await linux.isOn()).toBe(true);
    const config = join(home, '.config');
    expect(written(config).split('\n')).toEqual([
      ...['[Desktop Entry]', 'Type=Application', 'Name=Ringhouse'],
      ...['Exec="/opt/Ringhouse/ringhouse" --in-tray', 'Terminal=false', ''],
    ]);
    writeFileSync(join(config, 'autostart', 'ringhouse.desktop'), `${written(config)}Hidden=true\n`);
    expect(await linux.isOn()).toBe(false);
    await linux.turn(true);
    expect(await linux.isOn()).toBe(true);
    await linux.turn(false);
    expect(await linux.isOn()).toBe(false);
  });

  it('names the AppImage itself, in the folder that the user chose', async () => {
    on('linux');
    const config = join(home, 'chosen');
    const env = { XDG_CONFIG_HOME: config, APPIMAGE: '/home/ann/Ringhouse.AppImage' };
    await item(env)!.turn(true);
    expect(written(config)).toContain('Exec="/home/ann/Ringhouse.AppImage" --in-tray\n');
    expect(await item({ ...env, APPIMAGE: '/home/ann/moved.AppImage' })!.isOn()).toBe(false);
  });

  it('keeps an odd path one argument', async () => {
    await autostartFile(home, '/a b/$x"`100%\\', '--in-tray').turn(true);
    expect(written(home)).toContain('Exec="/a b/\\\\$x\\\\"\\\\`100%%\\\\\\\\" --in-tray\n');
  });

  it('is asked of the system elsewhere, also for what its user turned off there', async () => {
    on('win32');
    const windows = item()!;
    await windows.turn(true);
    expect(scripted.did).toEqual(['at login: true --in-tray']);
    expect(await windows.isOn()).toBe(true);
    scripted.stage.app.login.executableWillLaunchAtLogin = false;
    expect(await windows.isOn()).toBe(false);
    on('darwin');
    expect(await item()!.isOn()).toBe(true);
  });

  it('is known by its argument, or by what macOS says', () => {
    on('linux');
    expect(login.startedAtLogin(['ringhouse'])).toBe(false);
    expect(login.startedAtLogin(['ringhouse', '--in-tray'])).toBe(true);
    scripted.stage.app.login.wasOpenedAtLogin = true;
    expect(login.startedAtLogin(['ringhouse'])).toBe(false);
    on('darwin');
    expect(login.startedAtLogin(['ringhouse'])).toBe(true);
  });
});
