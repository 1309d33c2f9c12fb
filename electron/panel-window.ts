import { BrowserWindow, shell, type WebContents } from 'electron';
import { destinationOf, originOf } from './page-policy.ts';
import { windowOptions } from './window-options.ts';

/** The window onto the control panel. Closing hides it: the phone goes on being answered. */
export class PanelWindow {
  readonly #preload: string;
  readonly #icon: string;
  #inTray: boolean;
  #window: BrowserWindow | null = null;
  #url: string | null = null;
  #closable = false;

  /** `inTray`: shows itself only once it is asked for. */
  constructor(preload: string, icon: string, inTray: boolean) {
    this.#preload = preload;
    this.#icon = icon;
    this.#inTray = inTray;
  }

  /** Origin of the panel being served, or `null` while there is none. */
  get origin(): string | null {
    return this.#url === null ? null : originOf(this.#url);
  }

  /** Shows the panel at this address; does nothing when it is there already. */
  open(url: string): void {
    if (url === this.#url) return;
    this.#url = url;
    const window = this.#window ?? this.#create();
    window.loadURL(url).catch((error: unknown) => console.error('The panel did not load', error));
  }

  show(): void {
    // Asked for before it is there: it shows itself then.
    this.#inTray = false;
    if (!this.#window) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** From now on closing closes. */
  release(): void {
    this.#closable = true;
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow(windowOptions(this.#preload, this.#icon));
    this.#window = window;
    if (!this.#inTray) window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (this.#closable) return;
      event.preventDefault();
      window.hide();
    });
    this.#lock(window.webContents);
    window.webContents.on('render-process-gone', () => window.webContents.reload());
    return window;
  }

  #lock(contents: WebContents): void {
    contents.setWindowOpenHandler(({ url }) => {
      if (destinationOf(url, this.origin) === 'document') this.#openDocument(url);
      else this.#openOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-frame-navigate', (event) => {
      if (destinationOf(event.url, this.origin) === 'panel') return;
      event.preventDefault();
      this.#openOutside(event.url);
    });
    contents.on('will-redirect', (event) => {
      if (destinationOf(event.url, this.origin) !== 'panel') event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  }

  /** A page to print, in a window of its own that can ask nothing of the shell. The menu is hidden: Ctrl+P prints again. */
  #openDocument(url: string): void {
    const window = new BrowserWindow(windowOptions(null, this.#icon));
    const contents = window.webContents;
    window.once('ready-to-show', () => window.show());
    this.#lock(contents);
    contents.on('before-input-event', (_event, { type, key, control, meta }) => {
      if (type === 'keyDown' && key.toLowerCase() === 'p' && (control || meta)) contents.print();
    });
    window.loadURL(url).then(
      () => contents.print(),
      (error: unknown) => console.error('The document did not load', error),
    );
  }

  #openOutside(url: string): void {
    if (destinationOf(url, this.origin) === 'browser') void shell.openExternal(url);
  }
}
