import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { removeTree, writeTree } from '../house/tree.ts';

const fromPanel = { senderFrame: { url: 'http://127.0.0.1:5001/settings/about', parent: null } };
const READY = {
  controlUrl: 'http://127.0.0.1:5001/?token=t',
  publicUrl: null,
  publicPort: 5000,
  controlPort: 5001,
};

/** For what comes a moment later. */
const SOON = { timeout: 20_000 };

describe('the desktop app', () => {
  let scripted: typeof import('./scripted-electron.ts');

  beforeEach(async () => {
    vi.resetModules();
    scripted = await import('./scripted-electron.ts');
    scripted.stage.userData = writeTree({});
    vi.doMock('electron', () => scripted.scriptedElectron());
  });
  afterEach(() => {
    vi.doUnmock('electron');
    removeTree(scripted.stage.userData);
  });

  /** Boots, and brings the server up. */
  async function running() {
    const { stage, did } = scripted;
    const forked = once(stage.forked, 'fork');
    await import('../../electron/main.ts');
    await forked;
    const server = stage.processes[0]!;
    server.stdout.write(`ready ${JSON.stringify(READY)}\n`);
    await vi.waitUntil(() => stage.windows.length === 1, SOON);
    return { stage, did, server, window: stage.windows[0]! };
  }

  it('opens the panel once the server is ready', async () => {
    const { did, window, server, stage } = await running();
    expect(did).toEqual(['enable sandbox', 'ready', `load ${READY.controlUrl}`]);
    expect(window.hidden).toBe(false);
    expect(window.options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true });
    expect(server.entry).toMatch(/server\.js$/);
    expect(server.options.env).toMatchObject({ RINGHOUSE_CONTROL_TOKEN: expect.stringMatching(/^.{43}$/) });
    expect(stage.tray?.toolTip).toBe('Ringhouse: Ready for calls');
  });

  it('leaves to the copy that runs already', async () => {
    scripted.stage.firstInstance = false;
    const gone = once(scripted.stage.app, 'gone');
    await import('../../electron/main.ts');
    await gone;
    expect(scripted.did).toEqual(['quit']);
    expect(scripted.stage.processes).toEqual([]);
  });

  it('shows itself when it is started a second time', async () => {
    const { stage, window } = await running();
    const closing = { preventDefault: vi.fn() };
    window.emit('close', closing);
    expect(closing.preventDefault).toHaveBeenCalled();
    expect(window.hidden).toBe(true);
    stage.app.emit('second-instance');
    expect(window.hidden).toBe(false);
  });

  it('hands the keys over by message, never by environment, and keeps new ones sealed', async () => {
    const { server, stage } = await running();
    server.emit('message', { type: 'hello' });
    expect(server.heard.at(-1)).toEqual({ type: 'start', secrets: {}, unreadable: [] });
    const saved = once(server, 'heard');
    server.emit('message', { type: 'secret.set', id: 1, name: 'OPENAI_API_KEY', value: 'sk-secret' });
    expect(await saved).toEqual([{ type: 'secret.saved', id: 1 }]);
    expect(readFileSync(join(stage.userData, 'keys.json'), 'utf8')).not.toContain('sk-secret');
    const forked = once(stage.forked, 'fork');
    server.emit('exit', 1);
    await forked;
    const second = stage.processes[1]!;
    expect(JSON.stringify(second.options)).not.toContain('sk-secret');
    second.emit('message', { type: 'hello' });
    expect(second.heard).toEqual([
      { type: 'start', secrets: { OPENAI_API_KEY: 'sk-secret' }, unreadable: [] },
    ]);
  });

  it('starts a server that died again, with the same token and the page left open', async () => {
    const { server, stage, did } = await running();
    const forked = once(stage.forked, 'fork');
    server.emit('exit', 137);
    await forked;
    const second = stage.processes[1]!;
    expect(second.options.env).toEqual(server.options.env);
    second.stdout.write(`ready ${JSON.stringify(READY)}\n`);
    await vi.waitUntil(() => stage.tray?.toolTip === 'Ringhouse: Ready for calls', SOON);
    expect(did.filter((entry) => entry.startsWith('load'))).toHaveLength(1);
  });

  it('says why when the server cannot start, and tries again when asked', async () => {
    const { stage } = scripted;
    stage.answers.push(0);
    const forked = once(stage.forked, 'fork');
    await import('../../electron/main.ts');
    await forked;
    const again = once(stage.forked, 'fork');
    stage.processes[0]!.emit('message', { type: 'failed', message: 'Port 5000 is taken.' });
    stage.processes[0]!.emit('exit', 1);
    await again;
    expect(stage.asked[0]).toMatchObject({ detail: 'Port 5000 is taken.' });
    expect(stage.processes).toHaveLength(2);
  });

  it('keeps the computer awake during calls, and tells the server when it has slept', async () => {
    const { server, stage, did } = await running();
    server.emit('message', { type: 'calls', live: 1 });
    server.emit('message', { type: 'calls', live: 0 });
    expect(did.slice(-2)).toEqual(['stay awake: prevent-app-suspension', 'may sleep']);
    stage.power.emit('resume');
    expect(server.heard.at(-1)).toEqual({ type: 'resumed' });
  });

  it('lets the computer sleep when the server died in a call', async () => {
    const { server, did } = await running();
    server.emit('message', { type: 'calls', live: 2 });
    server.emit('exit', 1);
    expect(did.at(-1)).toBe('may sleep');
  });

  it('quits after the server has ended', async () => {
    const { server, stage, did } = await running();
    const gone = once(stage.app, 'gone');
    const heard = once(server, 'heard');
    stage.app.quit();
    expect(await heard).toEqual([{ type: 'stop' }]);
    expect(did.at(-1)).toBe('quit put off');
    server.emit('exit', 0);
    await gone;
    expect(did.at(-1)).toBe('quit');
    expect(stage.asked).toEqual([]);
  });

  it('asks before it quits during a call, and stays when told to', async () => {
    const { server, stage } = await running();
    server.emit('message', { type: 'calls', live: 1 });
    stage.answers.push(1);
    stage.app.quit();
    await vi.waitUntil(() => stage.asked.length === 1, SOON);
    expect(server.heard).toEqual([]);
  });

  it('holds page and links to the panel', async () => {
    const { stage, window, did } = await running();
    const contents = window.webContents;
    expect(contents.openHandler?.({ url: 'https://www.twilio.com/' })).toEqual({ action: 'deny' });
    const away = { url: 'https://platform.openai.com/', preventDefault: vi.fn() };
    contents.emit('will-frame-navigate', away);
    const within = { url: 'http://127.0.0.1:5001/calls', preventDefault: vi.fn() };
    contents.emit('will-frame-navigate', within);
    const file = { url: 'file:///etc/passwd', preventDefault: vi.fn() };
    contents.emit('will-redirect', file);
    expect(away.preventDefault).toHaveBeenCalled();
    expect(within.preventDefault).not.toHaveBeenCalled();
    expect(file.preventDefault).toHaveBeenCalled();
    expect(did.filter((entry) => entry.startsWith('browser'))).toEqual([
      'browser https://www.twilio.com/',
      'browser https://platform.openai.com/',
    ]);
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(did.at(-1)).toBe('reload page');
    expect(Object.keys(stage.session).sort()).toEqual(['check', 'headers', 'load', 'request']);
  });

  it('shows a page to print in a window of its own, which the shell gives nothing', async () => {
    const { stage, window, did } = await running();
    const url = 'http://127.0.0.1:5001/api/tenants/1/statement.html?month=2026-10';
    expect(window.webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
    const paper = stage.windows[1]!;
    expect(paper.options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true });
    expect(paper.options.webPreferences).not.toHaveProperty('preload');
    await vi.waitUntil(() => did.at(-1) === 'print', SOON);
    expect([paper.hidden, did.at(-2)]).toEqual([false, `load ${url}`]);
    const press = (key: string, control: boolean) =>
      paper.webContents.emit('before-input-event', {}, { type: 'keyDown', key, control, meta: false });
    press('p', false);
    press('P', true);
    expect(did.filter((entry) => entry === 'print')).toHaveLength(2);
    const away = { url: 'https://example.com/', preventDefault: vi.fn() };
    paper.webContents.emit('will-frame-navigate', away);
    expect(away.preventDefault).toHaveBeenCalled();
    const closing = { preventDefault: vi.fn() };
    paper.emit('close', closing);
    expect(closing.preventDefault).not.toHaveBeenCalled();
    expect(window.webContents.openHandler?.({ url: 'http://127.0.0.1:5001/calls' })).toEqual({
      action: 'deny',
    });
    expect(stage.windows).toHaveLength(2);
  });

  it('keeps the panel in its window: what the API answers does not take its place', async () => {
    const { window, did } = await running();
    const document = { url: 'http://127.0.0.1:5001/api/openapi.json', preventDefault: vi.fn() };
    window.webContents.emit('will-frame-navigate', document);
    window.webContents.emit('will-redirect', document);
    expect(document.preventDefault).toHaveBeenCalledTimes(2);
    expect(did.filter((entry) => entry.startsWith('browser'))).toEqual([]);
  });

  it('answers the panel, and nobody else', async () => {
    const { stage } = await running();
    const info = stage.handlers.get('shell:info')!;
    const frame = (url: string, parent: object | null = null) => ({ senderFrame: { url, parent } });
    expect(await info(frame('http://127.0.0.1:5001/'))).toEqual({
      version: '9.9.9',
      keys: process.platform === 'linux' ? 'unprotected' : 'protected',
    });
    await expect(info(frame('https://example.com/'))).rejects.toThrow('control panel');
    await expect(info(frame('http://127.0.0.1:5001/', {}))).rejects.toThrow('control panel');
    await expect(info({ senderFrame: null })).rejects.toThrow('control panel');
    expect([...stage.handlers.keys()]).toEqual([
      ...['shell:info', 'shell:showDataFolder', 'shell:showPanel'],
      ...['shell:startsAtLogin', 'shell:startAtLogin'],
    ]);
  });

  it('opens the folder of the data, and does not keep quiet when the system cannot', async () => {
    const { stage, did } = await running();
    const open = stage.handlers.get('shell:showDataFolder')!;
    await open(fromPanel);
    expect(did.at(-1)).toMatch(/^folder ./);
    stage.noFolder = 'There is no file manager';
    await expect(open(fromPanel)).rejects.toThrow('There is no file manager');
  });

  it('stays in the tray when the system started it at login, until it is asked for', async () => {
    const before = process.argv;
    onTestFinished(() => {
      process.argv = before;
    });
    process.argv = [...before, '--in-tray'];
    const { stage, window, did } = await running();
    expect(did.at(-1)).toBe(`load ${READY.controlUrl}`);
    expect(window.hidden).toBe(true);
    stage.app.emit('second-instance');
    expect(window.hidden).toBe(false);
  });
});
