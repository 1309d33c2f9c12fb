// What `npm run package` runs: builds everything and makes installers. Arguments go to electron-builder.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

function run(script: string, args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

run('electron-vite/bin/electron-vite.js', ['build']);
run('electron-builder/cli.js', process.argv.slice(2));
