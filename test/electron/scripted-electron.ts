import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { vi } from 'vitest';

/** What the shell asked of Electron, in order. */
export const did: string[] = [];

/** An utility process that does what the test says. */
export class ScriptedProcess extends EventEmitter {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly heard: unknown[] = [];
  readonly entry: string;
  readonly options: Record<string, unknown>;

  constructor(entry: string, options: Record<string, unknown>) {
    super();
    this.entry = entry;
    this.options = options;
  }
  postMessage(message: unknown): void {
    this.heard.push(message);
    this.emit('heard', message);
  }
  kill(): void {
    this.emit('exit', 143);
  }
}

class ScriptedContents extends EventEmitter {
  openHandler: ((details: { url: string }) => unknown) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => unknown): void {
    this.openHandler = handler;
  }
  reload(): void {
    did.push('reload page');
  }
  print(): void {
    did.push('print');
  }
}

class ScriptedWindow extends EventEmitter {
  readonly webContents = new ScriptedContents();
  readonly options: Record<string, unknown>;
  hidden = true;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    stage.windows.push(this);
  }
  async loadURL(url: string): Promise<void> {
    did.push(`load ${url}`);
    this.emit('ready-to-show');
  }
  show(): void {
    this.hidden = false;
  }
  hide(): void {
    this.hidden = true;
  }
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
}

class ScriptedTray extends EventEmitter {
  toolTip = '';
  menu: { label?: string; click?: () => void }[] = [];
  constructor() {
    super();
    stage.tray = this;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: { label?: string; click?: () => void }[]): void {
    this.menu = menu;
  }
}

class ScriptedApp extends EventEmitter {
  isPackaged = true;
  readonly login = { openAtLogin: false, wasOpenedAtLogin: false, executableWillLaunchAtLogin: true };
  getLoginItemSettings() {
    return this.login;
  }
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void {
    did.push(`at login: ${settings.openAtLogin} ${settings.args.join(' ')}`);
    this.login.openAtLogin = settings.openAtLogin;
  }
  requestSingleInstanceLock(): boolean {
    return stage.firstInstance;
  }
  enableSandbox(): void {
    did.push('enable sandbox');
  }
  async whenReady(): Promise<void> {
    did.push('ready');
  }
  getAppPath(): string {
    return '/app';
  }
  getPath(): string {
    return stage.userData;
  }
  getVersion(): string {
    return '9.9.9';
  }
  /** Like Electron's: asks first, and ends unless somebody prevents it. */
  quit(): void {
    let prevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    did.push(prevented ? 'quit put off' : 'quit');
    this.emit(prevented ? 'put-off' : 'gone');
  }
  exit(code: number): void {
    did.push(`exit ${code}`);
    this.emit('gone');
  }
}

/** The state of the scripted machine; fresh for each test. */
export const stage = {
  firstInstance: true,
  userData: '/nowhere',
  app: new ScriptedApp(),
  windows: [] as ScriptedWindow[],
  processes: [] as ScriptedProcess[],
  forked: new EventEmitter(),
  tray: null as ScriptedTray | null,
  power: new EventEmitter(),
  handlers: new Map<string, (event: unknown, input?: unknown) => unknown>(),
  session: {} as Record<string, (...args: never[]) => unknown>,
  answers: [] as number[],
  /** Why a folder could not be opened; empty when it was. */
  noFolder: '',
  asked: [] as { message: string; detail: string }[],
};

/** What `import … from 'electron'` gives. Anything that is not scripted is missing and fails. */
export function scriptedElectron() {
  const remember = (name: string) => (handler: (...args: never[]) => unknown) => {
    stage.session[name] = handler;
  };
  return {
    app: stage.app,
    BrowserWindow: ScriptedWindow,
    Tray: ScriptedTray,
    Menu: { buildFromTemplate: (items: unknown) => items },
    nativeImage: { createFromPath: (path: string) => path },
    dialog: {
      async showMessageBox(question: { message: string; detail: string }) {
        stage.asked.push(question);
        return { response: stage.answers.shift() ?? 1 };
      },
      showErrorBox: (title: string, text: string) => did.push(`${title}: ${text}`),
    },
    ipcMain: { handle: (channel: string, handler: () => unknown) => stage.handlers.set(channel, handler) },
    powerMonitor: stage.power,
    powerSaveBlocker: {
      start: (kind: string) => did.push(`stay awake: ${kind}`),
      stop: () => did.push('may sleep'),
    },
    safeStorage: {
      getSelectedStorageBackend: () => 'basic_text',
      encryptStringAsync: async (text: string) => Buffer.from(`sealed ${text}`),
      decryptStringAsync: async (bytes: Buffer) => ({
        result: bytes.toString().slice('sealed '.length),
        shouldReEncrypt: false,
      }),
    },
    session: {
      defaultSession: {
        setPermissionCheckHandler: remember('check'),
        setPermissionRequestHandler: remember('request'),
        webRequest: { onBeforeRequest: remember('load'), onHeadersReceived: remember('headers') },
      },
    },
    shell: {
      openExternal: async (url: string) => void did.push(`browser ${url}`),
      openPath: async (path: string) => {
        did.push(`folder ${path}`);
        return stage.noFolder;
      },
    },
    systemPreferences: { askForMediaAccess: vi.fn(async () => true) },
    utilityProcess: {
      fork(entry: string, _args: string[], options: Record<string, unknown>) {
        const child = new ScriptedProcess(entry, options);
        stage.processes.push(child);
        queueMicrotask(() => stage.forked.emit('fork', child));
        return child;
      },
    },
  };
}
