// Runs a script of this project under the Node version it is written for, whatever Node is on the path, and
// installs the packages first where that is still to be done. Plain JavaScript, so that an older Node can read it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Packages by folder, as a lock file lists them; `undefined` where the file is missing or cut off. */
function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm writes its own record last, so an installation that was broken off, or is of another version, shows here. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn(join('node_modules', '.package-lock.json'));
  if (!wanted || !present || !existsSync(node)) return false;
  return Object.entries(wanted).every(
    ([folder, { version, optional, devOptional, peer }]) =>
      folder === '' || present[folder]?.version === version || optional || devOptional || peer,
  );
}

function install() {
  process.stderr.write('Installing packages (once, about a minute) …\n');
  // npm runs under the Node that started us: the project's own comes with the packages.
  const npm = process.env.npm_execpath;
  const [command, ...prefix] = npm ? [process.execPath, npm] : ['npm'];
  const result = spawnSync(
    command,
    [...prefix, 'ci', '--include=dev', '--include=optional', '--no-fund', '--no-audit', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 2, 2], shell: !npm && windows },
  );
  if (result.status === 0 && existsSync(node)) return;
  process.stderr.write(
    result.status === 0
      ? 'The packages came without Node 24. Allow install scripts (npm config set ignore-scripts false) and run the same command again.\n'
      : 'The packages could not be installed. Check the network and run the same command again.\n',
  );
  process.exit(result.status || 1);
}

const [script, ...args] = process.argv.slice(2);
if (!script) {
  process.stderr.write('Name the script to run: node server/launch.mjs SCRIPT [ARGUMENT…]\n');
  process.exit(2);
}
if (!isInstalled()) install();

// Tests see the same settings on every machine.
const settingsFile = join(root, '.env');
const settings =
  existsSync(settingsFile) && !script.startsWith('test/') ? [`--env-file=${settingsFile}`] : [];
const child = spawn(node, [...settings, join(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') },
});
// The shell that npm puts in between dies of a signal without passing it on; then this is an orphan.
const parent = process.ppid;
const orphanWatch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(orphanWatch);
  child.kill('SIGTERM');
}, 500).unref();
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// Ctrl-C at a terminal reaches the child without us; a second one could mean "at once" to it.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
});
child.on('error', (error) => {
  process.stderr.write(
    `Node could not be started from ${node}: ${error.message}. Delete node_modules and try again.\n`,
  );
  process.exitCode = 1;
});
