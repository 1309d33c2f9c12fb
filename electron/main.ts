import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  dialog,
  Menu,
  type MenuItemConstructorOptions,
  nativeImage,
  powerMonitor,
  powerSaveBlocker,
  session,
  shell,
  Tray,
} from 'electron';
import type { ShellApi } from '../server/contracts/shell.ts';
import { shellClock } from './clock.ts';
import { serveIpc } from './ipc.ts';
import { KeyVault } from './key-vault.ts';
import { loginItem, startedAtLogin } from './login-item.ts';
import { PanelWindow } from './panel-window.ts';
import { serverEnvironment } from './server-environment.ts';
import { lockSession } from './session-lock.ts';
import { type ServerState, Supervisor } from './supervisor.ts';
import { systemCipher } from './system-cipher.ts';
import { failureQuestion, quitQuestion, statusLine, type TrayAction, trayMenu } from './tray-menu.ts';
import { utilityServer } from './utility-server.ts';
import { createWakefulness } from './wakefulness.ts';

const here = import.meta.dirname;
const icons = join(app.getAppPath(), 'resources', 'icons');
const dataDir = process.env.RINGHOUSE_DATA_DIR || join(homedir(), '.ringhouse');

async function boot(): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  await app.whenReady();

  const panel = new PanelWindow(
    join(here, '..', 'preload', 'preload.cjs'),
    join(icons, 'icon.png'),
    startedAtLogin(process.argv),
  );
  lockSession(session.defaultSession, () => panel.origin);
  const vault = await KeyVault.load(join(app.getPath('userData'), 'keys.json'), systemCipher);
  serveIpc(shellApi(panel, vault), () => panel.origin);

  const stayAwake = createWakefulness({
    start: () => powerSaveBlocker.start('prevent-app-suspension'),
    stop: (handle) => void powerSaveBlocker.stop(handle),
  });
  let liveCalls = 0;
  const startServer = utilityServer({
    entry: join(here, 'server.js'),
    env: serverEnvironment(process.env, dataDir, randomBytes(32).toString('base64url')),
    vault,
    onLiveCalls(count) {
      liveCalls = count;
      stayAwake(count);
      showState(supervisor.state);
    },
  });
  const supervisor = new Supervisor(startServer, shellClock, (state) => {
    if (state.name === 'running') panel.open(state.ready.controlUrl);
    showState(state);
    if (state.name === 'failed') void askAfterFailure(supervisor, state.message);
  });
  const tray = new Tray(nativeImage.createFromPath(join(icons, 'tray.png')));
  const act: Record<TrayAction, () => void> = {
    show: () => panel.show(),
    retry: () => supervisor.start(),
    quit: () => app.quit(),
  };
  function showState(state: ServerState): void {
    tray.setToolTip(`Ringhouse: ${statusLine(state, liveCalls)}`);
    tray.setContextMenu(
      Menu.buildFromTemplate(trayMenu(state, liveCalls).map((item) => menuItem(item, act))),
    );
  }
  tray.on('click', act.show);
  app.on('second-instance', act.show);
  app.on('activate', act.show);
  // Without a listener Electron quits here; the tray keeps the phone answered.
  app.on('window-all-closed', () => undefined);
  powerMonitor.on('resume', () => supervisor.post({ type: 'resumed' }));
  quitPolitely(supervisor, panel, () => liveCalls);
  supervisor.start();
}

/** What the panel may ask for. */
function shellApi(panel: PanelWindow, vault: KeyVault): ShellApi {
  const atLogin = loginItem({ env: process.env, home: homedir(), executable: process.execPath });
  return {
    info: async () => ({ version: app.getVersion(), keys: vault.protection }),
    async showDataFolder() {
      const failure = await shell.openPath(dataDir);
      if (failure) throw new Error(failure);
    },
    showPanel: async () => void panel.show(),
    startsAtLogin: async () => (await atLogin?.isOn()) ?? null,
    async startAtLogin(on) {
      await atLogin?.turn(on);
      return (await atLogin?.isOn()) ?? null;
    },
  };
}

function menuItem(
  item: ReturnType<typeof trayMenu>[number],
  act: Record<TrayAction, () => void>,
): MenuItemConstructorOptions {
  if (item === 'separator') return { type: 'separator' };
  const { label, action } = item;
  return action ? { label, click: act[action] } : { label, enabled: false };
}

/** Quitting asks first when callers would be cut off, and waits until the server has ended. */
function quitPolitely(supervisor: Supervisor, panel: PanelWindow, liveCalls: () => number): void {
  app.on('before-quit', (event) => {
    if (supervisor.state.name === 'stopped') return;
    event.preventDefault();
    void (async () => {
      const question = quitQuestion(liveCalls());
      if (question && (await dialog.showMessageBox({ type: 'question', ...question })).response !== 0) return;
      panel.release();
      await supervisor.stop();
      app.quit();
    })();
  });
}

async function askAfterFailure(supervisor: Supervisor, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox({ type: 'error', ...failureQuestion(reason) });
  if (response === 0) supervisor.start();
}

boot().catch((error: unknown) => {
  dialog.showErrorBox('Ringhouse can’t start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
