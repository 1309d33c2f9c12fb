import type { BrowserWindowConstructorOptions } from 'electron';

/** The one window: a page without any power of its own. */
export function windowOptions(preload: string, icon: string): BrowserWindowConstructorOptions {
  return {
    title: 'Ringhouse',
    width: 1280,
    height: 840,
    minWidth: 960,
    minHeight: 600,
    icon,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      // A call's transcript goes on while the window is hidden.
      backgroundThrottling: false,
    },
  };
}
