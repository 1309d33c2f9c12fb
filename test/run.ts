// Everything that must hold before a change is accepted: what `npm test` runs. Arguments are passed on to Vitest, which
// then runs alone: `npm test -- test/call`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBrowser } from './house/prepare-browser.ts';
import { countTests, summaryLine } from './house/summary.ts';

const root = join(import.meta.dirname, '..');
const results = join(root, 'test-results');
const testReport = join(results, 'tests.json');

interface Step {
  name: string;
  /** A script of an installed package, and its arguments. */
  command: string[];
  env?: Record<string, string>;
  /** Show what it prints while it runs, not only when it fails. */
  live?: boolean;
}

const inPackage = (path: string) => join(root, 'node_modules', path);
const tsc = inPackage('typescript/bin/tsc');
const knip = inPackage('knip/bin/knip.js');

const checks: Step[] = [
  {
    name: 'format and lint',
    command: [inPackage('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  },
  { name: 'types', command: [tsc, '--noEmit'] },
  { name: 'types of the panel', command: [tsc, '--noEmit', '-p', 'renderer/tsconfig.json'] },
  {
    name: 'import direction',
    command: [
      ...['--import', './test/house/read-typescript.ts'],
      inPackage('dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', '.dependency-cruiser.mjs', 'server', 'electron', 'renderer', 'test'],
    ],
  },
  { name: 'dead code and packages', command: [knip, '--no-progress', '--no-config-hints'] },
  { name: 'dead code without tests', command: [knip, '--no-progress', '--no-config-hints', '--production'] },
  {
    name: 'panel and desktop app build',
    command: [inPackage('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
  },
];

function tests(filters: string[], env: Record<string, string>): Step {
  return {
    name: 'tests',
    command: [
      inPackage('vitest/vitest.mjs'),
      'run',
      ...['--reporter=dot', '--reporter=json', `--outputFile.json=${testReport}`, '--silent=passed-only'],
      ...filters,
    ],
    env,
    live: true,
  };
}

/** Resolves with whether the step passed. Its output is shown in full when it failed. */
function run(step: Step): Promise<boolean> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, {
      cwd: root,
      stdio: ['ignore', step.live ? 'inherit' : 'pipe', step.live ? 'inherit' : 'pipe'],
      env: { ...process.env, ...step.env },
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    const interrupt = (signal: NodeJS.Signals) => child.kill(signal);
    process.once('SIGTERM', interrupt);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', interrupt);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      const passed = code === 0;
      if (!passed) process.stdout.write(Buffer.concat(output));
      console.log(`${passed ? '✓' : '✗'} ${step.name} (${seconds} s${signal ? `, ended by ${signal}` : ''})`);
      resolve(passed);
    });
  });
}

async function main(filters: string[]): Promise<void> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const step of filters.length ? [] : checks) {
    if (await run(step)) passed += 1;
    else failed += 1;
  }
  const browser = await prepareBrowser(root);
  console.log(`${browser.problem ? '✗' : '✓'} browser${browser.problem ? `: ${browser.problem}` : ''}`);
  if (browser.problem) failed += 1;

  const clean = await run(tests(filters, browser.env));
  const counts = countTests(existsSync(testReport) ? readFileSync(testReport, 'utf8') : null);
  // A run that broke off, or a file that could not be loaded, fails without a failed test.
  const broken = !clean && counts.failed === 0 ? 1 : 0;
  const summary = summaryLine({ passed: passed + counts.passed, failed: failed + counts.failed + broken });
  writeFileSync(join(results, 'summary.txt'), `${summary}\n`);
  console.log(summary);
  process.exitCode = clean && failed === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
