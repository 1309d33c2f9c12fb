import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { removeTree, writeTree } from './tree.ts';

const project = join(import.meta.dirname, '..', '..');
const violation = z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) });
const report = z.object({
  summary: z.object({ violations: z.array(violation), totalCruised: z.number() }),
});

/** Rule, the file that breaks it, what that file imports. */
const FORBIDDEN: [rule: string, from: string, to: string][] = [
  ['contracts-imports-downward', 'server/contracts/up.ts', 'server/platform/fine.ts'],
  ['platform-imports-downward', 'server/platform/up.ts', 'server/store/port.ts'],
  ['store-imports-downward', 'server/store/up.ts', 'server/tenants/fine.ts'],
  ['store-imports-downward', 'server/model/offline/up.ts', 'server/call/fine.ts'],
  ['tenants-imports-downward', 'server/memory/up.ts', 'server/http/fine.ts'],
  ['call-imports-downward', 'server/call/up.ts', 'server/http/fine.ts'],
  ['call-imports-downward', 'server/call/over.ts', 'server/bundle/fine.ts'],
  ['import-imports-downward', 'server/backup/up.ts', 'server/http/fine.ts'],
  ['http-imports-downward', 'server/http/up.ts', 'server/context.ts'],
  ['context-imports-downward', 'server/context.ts', 'server/start.ts'],
  ['start-imports-downward', 'server/start.ts', 'server/main.ts'],
  ['contracts-stand-alone', 'server/contracts/node.ts', 'node:fs'],
  ['config-knows-contracts-and-platform', 'server/config.ts', 'server/tenants/fine.ts'],
  ['low-layers-are-handed-their-settings', 'server/tunnel/settings.ts', 'server/config.ts'],
  ['adapters-apart', 'server/store/json/other.ts', 'server/store/postgres/fine.ts'],
  ['adapters-apart', 'server/carrier/twilio/other.ts', 'server/model/openai/fine.ts'],
  ['tunnels-apart', 'server/tunnel/fixed.ts', 'server/tunnel/ngrok.ts'],
  ['only-context-names-adapters', 'server/http/tunnel.ts', 'server/tunnel/ngrok.ts'],
  ['ports-know-no-adapter', 'server/store/knows.ts', 'server/store/json/fine.ts'],
  ['only-context-names-adapters', 'server/http/concrete.ts', 'server/carrier/twilio/fine.ts'],
  ['scopes-are-made-at-the-door', 'server/call/scope.ts', 'server/store/make-scope.ts'],
  ['commands-use-the-api', 'server/cli/inside.ts', 'server/call/fine.ts'],
  ['nothing-imports-commands', 'server/http/command.ts', 'server/cli/fine.ts'],
  ['shell-and-panel-know-contracts-only', 'electron/inside.ts', 'server/platform/fine.ts'],
  ['shell-and-panel-know-contracts-only', 'renderer/inside.tsx', 'server/http/fine.ts'],
  ['shell-and-panel-know-contracts-only', 'renderer/shell.ts', 'electron/fine.ts'],
  ['server-knows-no-shell', 'server/http/shell.ts', 'electron/fine.ts'],
  ['electron-in-its-folder', 'server/http/window.ts', 'electron'],
  ['electron-in-its-folder', 'test/electron/real.test.ts', 'electron'],
  ['server-runs-without-dev-packages', 'server/http/dev.ts', 'dev-only'],
  ['no-cycles', 'server/call/ring-a.ts', 'server/call/ring-b.ts'],
  ['imports-exist', 'server/call/lost.ts', 'server/call/nowhere.ts'],
];

/** Imports as they should be; none of these may be reported. */
const ALLOWED: [from: string, to: string][] = [
  ['server/platform/good.ts', 'server/contracts/fine.ts'],
  ['server/store/json/good.ts', 'server/store/port.ts'],
  ['server/store/json/neighbour.ts', 'server/store/json/good.ts'],
  ['server/carrier/practice/good.ts', 'server/model/port.ts'],
  ['server/http/good.ts', 'server/store/make-scope.ts'],
  ['server/bundle/good.ts', 'server/call/fine.ts'],
  ['server/cli/good.ts', 'server/contracts/fine.ts'],
  ['electron/good.ts', 'server/contracts/fine.ts'],
  ['electron/window.ts', 'electron'],
  ['test/electron/window.test.ts', 'electron/fine.ts'],
  ['renderer/good.tsx', 'server/contracts/fine.ts'],
  ['server/contracts/good.ts', 'zod'],
];

/** Type-only, so that imports which vanish when compiled are seen too. */
function source(from: string, to: string): string {
  const isPackage = !to.includes('/');
  const up = '../'.repeat(from.split('/').length - 1);
  return `import type { x } from '${isPackage ? to : `${up}${to}`}';\nexport type Y = x;\nexport const x = 1;\n`;
}

function fixture(): Record<string, string> {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: { zod: '1.0.0' },
      devDependencies: { electron: '1.0.0', 'dev-only': '1.0.0' },
    }),
    'tsconfig.json': '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }',
    // A value, not a type, because types of a development package do no harm.
    'server/http/dev.ts': "import { x } from 'dev-only';\nexport const y = x;\n",
    'server/call/ring-b.ts': source('server/call/ring-b.ts', 'server/call/ring-a.ts'),
    'renderer/good.tsx':
      "import type { x } from '../server/contracts/fine.ts';\nexport const A = (b: x) => <p>{b}</p>;\n",
  };
  for (const name of ['zod', 'electron', 'dev-only']) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
    files[`node_modules/${name}/index.js`] = 'exports.x = 1;\n';
  }
  const pairs = [...ALLOWED, ...FORBIDDEN.map(([, from, to]): [string, string] => [from, to])];
  for (const [from, to] of pairs) files[from] ??= source(from, to);
  for (const [, to] of pairs) {
    if (to.includes('/') && !to.endsWith('nowhere.ts'))
      files[to] ??= 'export const x = 1;\nexport type x = 1;\n';
  }
  return files;
}

function cruise(root: string): z.infer<typeof report>['summary'] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, 'read-typescript.ts'),
      join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', join(project, '.dependency-cruiser.mjs'), '--output-type', 'json'],
      ...['server', 'electron', 'renderer', 'test'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(stderr);
  return report.parse(JSON.parse(stdout)).summary;
}

describe('the check of imports', () => {
  let root: string;
  let summary: z.infer<typeof report>['summary'];
  beforeAll(() => {
    root = writeTree(fixture());
    summary = cruise(root);
  });
  afterAll(() => removeTree(root));

  it.each(FORBIDDEN)('%s: %s may not import %s', (rule, from, to) => {
    const found = summary.violations.filter((entry) => entry.rule.name === rule && entry.from === from);
    expect(found.length).toBe(1);
    const target = rule === 'imports-exist' ? 'nowhere.ts' : to.replace('node:', '');
    expect(found[0]?.to).toContain(target);
  });

  it.each(ALLOWED)('%s may import %s', (from) => {
    expect(summary.violations.filter((entry) => entry.from === from)).toEqual([]);
  });

  it('reports nothing besides', () => {
    const expected = new Set([...FORBIDDEN.map(([, from]) => from), 'server/call/ring-b.ts']);
    expect(summary.violations.filter((entry) => !expected.has(entry.from))).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(FORBIDDEN.length + ALLOWED.length);
  });
});
