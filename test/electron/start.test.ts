import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { project } from '../house/project-files.ts';
import { removeTree, writeTree } from '../house/tree.ts';

/** Stands for the server: ready at once, at the address its environment makes. */
const SERVER = `
const alive = setInterval(() => {}, 1000);
process.on('SIGTERM', () => { console.log('ended politely'); clearInterval(alive); });
const controlUrl = 'http://127.0.0.1:5001/?token=' + process.env.RINGHOUSE_CONTROL_TOKEN;
console.log('pid ' + process.pid);
console.log('ready ' + JSON.stringify({ controlUrl, publicUrl: null, publicPort: 5000, controlPort: 5001 }));
`;
const PANEL_CONFIG = `
import { join } from 'node:path';
export default { root: import.meta.dirname, build: { outDir: join(import.meta.dirname, '../out/renderer') } };
`;

describe('npm start on a machine without a desktop', () => {
  let root: string;
  let child: ChildProcess | null;

  beforeEach(() => {
    child = null;
    root = writeTree({
      'package.json': '{ "type": "module" }',
      'package-lock.json': '{}',
      'server/main.ts': SERVER,
      'renderer/vite.config.ts': PANEL_CONFIG,
      'renderer/index.html': '<!doctype html><title>Panel</title>',
    });
    cpSync(join(project, 'electron'), join(root, 'electron'), { recursive: true });
    cpSync(join(project, 'server/contracts'), join(root, 'server/contracts'), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction');
  });
  afterEach(async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    removeTree(root);
  });

  function start(env: Record<string, string> = {}) {
    const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...rest } = process.env;
    const started = spawn(process.execPath, [join(root, 'electron/start.ts')], {
      env: { ...rest, RINGHOUSE_CONTROL_TOKEN: 'token-for-this-test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const lines: string[] = [];
    let arrived: () => void = () => undefined;
    for (const stream of [started.stdout, started.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        arrived();
      });
    }
    /** Resolves with the first line that holds the text, once it is there. */
    const line = (text: string, nth = 0) =>
      new Promise<string>((resolve) => {
        arrived = () => {
          const found = lines.filter((entry) => entry.includes(text))[nth];
          if (found !== undefined) resolve(found);
        };
        arrived();
      });
    return { started, lines, line };
  }

  it.runIf(process.platform === 'linux')(
    'builds the panel, says why there is no window and where the panel is, and ends politely',
    async () => {
      const { started, lines, line } = start();
      expect(await line('No desktop here')).toBe(
        'No desktop here: there is no display; the control panel is at http://127.0.0.1:5001/?token=token-for-this-test',
      );
      expect(lines).toContain('Building the control panel …');
      expect(existsSync(join(root, 'out/renderer/index.html'))).toBe(true);
      started.kill('SIGTERM');
      const [code] = await once(started, 'close');
      expect(code).toBe(0);
      expect(lines).toContain('ended politely');
    },
  );

  it.runIf(process.platform === 'linux')('does not build what is built already', async () => {
    const first = start();
    await first.line('No desktop here');
    first.started.kill('SIGINT');
    await once(first.started, 'close');
    const second = start();
    await second.line('No desktop here');
    expect(second.lines).not.toContain('Building the control panel …');
  });

  it.runIf(process.platform === 'linux')('brings a killed server back at the same address', async () => {
    const { lines, line } = start();
    await line('No desktop here');
    const pid = await line('pid ');
    process.kill(Number(pid.slice(4)), 'SIGKILL');
    const again = await line('pid ', 1);
    expect(again).not.toBe(pid);
    await line('ready ', 1);
    expect(lines.filter((entry) => entry.startsWith('No desktop here'))).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('falls back when Electron cannot be fetched', async () => {
    // Root is told so before anything is fetched.
    const reason =
      process.getuid?.() === 0 ? 'Electron does not run as root' : 'Electron could not be fetched';
    const { line } = start({ DISPLAY: ':7', ELECTRON_MIRROR: 'http://127.0.0.1:9/' });
    expect(await line('No desktop here')).toContain(reason);
  });
});
