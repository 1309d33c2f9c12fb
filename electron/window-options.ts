import type { BrowserWindowConstructorOptions } from 'electron';

/** A window whose page has no power of its own, but for what a preload script hands it, where there is one. */
export function windowOptions(preload: string | null, icon: string): BrowserWindowConstructorOptions {
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
      ...(preload !== null && { preload }),
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
