// What `npm start` runs: the desktop app, or, where there can be none, the server with the panel in the browser.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type BuildTarget, DESKTOP, isStale, markBuilt, PANEL } from './build-state.ts';
import { shellClock } from './clock.ts';
import { canBeReached, downloadOrigin, electronBinary, whyNoWindow } from './desktop.ts';
import { nodeServer } from './node-server.ts';
import { serverEnvironment } from './server-environment.ts';
import { Supervisor } from './supervisor.ts';

const root = join(import.meta.dirname, '..');
const electronPackage = join(root, 'node_modules', 'electron');

const DOWNLOAD_MS = 10 * 60_000;
/** An app that fails sooner than this never opened its window. */
const LAUNCH_MS = 10_000;

/** Runs a program to its end; resolves with its exit code, 128 when a signal ended it. */
function run(executable: string, args: string[], timeout = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { cwd: root, stdio: 'inherit', timeout });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGTERM', forward);
      resolve(code ?? 128);
    });
  });
}

async function build(what: string, target: BuildTarget, args: string[]): Promise<void> {
  if (!isStale(root, target)) return;
  console.log(`Building ${what} …`);
  const code = await run(process.execPath, args);
  if (code !== 0) process.exit(code);
  markBuilt(root, target);
}

/** The binary comes with the first start. */
async function fetchElectron(): Promise<string | null> {
  if (!(await canBeReached(downloadOrigin(process.env)))) return null;
  console.log('Fetching Electron (once, about 120 MB) …');
  await run(process.execPath, [join(electronPackage, 'install.js')], DOWNLOAD_MS);
  return electronBinary(electronPackage);
}

/** Runs the desktop app. Resolves with why it could not be, or never when it could: the process ends with the app. */
async function desktop(): Promise<string> {
  const reason = whyNoWindow({
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
  });
  if (reason) return reason;
  const binary = electronBinary(electronPackage) ?? (await fetchElectron());
  if (!binary) return 'Electron could not be fetched';
  await build('the desktop app', DESKTOP, [
    join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
    'build',
  ]);
  const startedMs = shellClock.monotonic();
  const code = await run(binary, [root]).catch(() => 127);
  if (code === 0 || shellClock.monotonic() - startedMs > LAUNCH_MS) process.exit(code);
  return 'Electron did not start';
}

/** Serves the panel until the process is told to end. */
async function serve(reason: string): Promise<void> {
  await build('the control panel', PANEL, [
    ...[join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    ...['--config', 'renderer/vite.config.ts', '--logLevel', 'warn'],
  ]);
  const dataDir = process.env.RINGHOUSE_DATA_DIR || join(homedir(), '.ringhouse');
  const startServer = nodeServer({
    command: [process.execPath, join(root, 'server', 'main.ts')],
    env: serverEnvironment(process.env, dataDir, randomBytes(32).toString('base64url')),
    onLine: (line) => console.log(line),
  });
  let shownUrl = '';
  const supervisor = new Supervisor(startServer, shellClock, (state) => {
    if (state.name === 'failed') {
      console.error(state.message);
      process.exit(1);
    }
    if (state.name !== 'running' || state.ready.controlUrl === shownUrl) return;
    shownUrl = state.ready.controlUrl;
    console.log(`No desktop here: ${reason}; the control panel is at ${shownUrl}`);
  });
  const end = () => void supervisor.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  supervisor.start();
}

await serve(await desktop());
