import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project, textOf } from './project-files.ts';
import { removeTree, writeTree } from './tree.ts';

/** Runs the check of dead code with the project's own settings on another tree. */
function deadCode(root: string, ...args: string[]): string {
  const knip = join(project, 'node_modules/knip/bin/knip.js');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [knip, '--directory', root, '--no-progress', '--no-config-hints', '--reporter', 'compact', ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return stdout + stderr;
}

describe('the check of dead code', () => {
  let root: string;
  beforeAll(() => {
    root = writeTree({
      'knip.json': textOf('knip.json'),
      'package.json': JSON.stringify({
        type: 'module',
        dependencies: { 'never-used': '1.0.0' },
      }),
      'tsconfig.json': textOf('tsconfig.json'),
      'server/main.ts':
        "import { used } from './call/part.ts';\nnew Worker(new URL('./call/sums-worker.ts', import.meta.url));\nused();\n",
      'server/call/part.ts':
        'export function used(): void {}\nexport function unused(): void {}\nexport function tested(): void {}\n',
      'server/call/sums-worker.ts': 'postMessage(1);\n',
      'server/call/forgotten.ts': 'export const forgotten = 1;\n',
      'test/part.test.ts': "import { tested } from '../server/call/part.ts';\ntested();\n",
    });
  });
  afterAll(() => removeTree(root));

  it('finds files, exports and packages that nothing uses', () => {
    const found = deadCode(root);
    expect(found).toContain('server/call/forgotten.ts');
    expect(found).toMatch(/part\.ts.*\bunused\b/);
    expect(found).toContain('never-used');
  });

  it('leaves alone what is used, by tests and as workers too', () => {
    const found = deadCode(root);
    expect(found).not.toContain('tested');
    expect(found).not.toContain('sums-worker');
    expect(found).not.toMatch(/\bused\b.*part\.ts/);
  });

  it('finds what only tests use when tests are left out', () => {
    const found = deadCode(root, '--production');
    expect(found).toMatch(/part\.ts.*\btested\b/);
    expect(found).not.toContain('sums-worker');
  });
});
