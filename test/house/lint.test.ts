import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { project, textOf } from './project-files.ts';
import { removeTree, writeTree } from './tree.ts';

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

const REFUSED: [rule: string, text: string][] = [
  ['noExplicitAny', 'export const a = (b: any) => b;\n'],
  ['noNonNullAssertion', 'export const a = (b?: string) => b!.length;\n'],
  ['noConsole', "console.log('hello');\n"],
  ['noUnusedVariables', 'const unused = 1;\n'],
  ['noUnusedImports', "import { join } from 'node:path';\n"],
  ['useNodejsImportProtocol', "import { join } from 'path';\nexport const a = join;\n"],
  ['useImportType', "import { Clock } from './clock.ts';\nexport type A = Clock;\n"],
];

describe('the linter, with the settings of the project', () => {
  let root: string;
  let found: string[];

  beforeAll(() => {
    root = writeTree({
      'biome.json': textOf('biome.json'),
      'server/cli/print.ts': "console.log('hello');\n",
      ...Object.fromEntries(REFUSED.map(([rule, text]) => [`server/call/${rule}.ts`, text])),
    });
    const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(
      process.execPath,
      [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', 'server'],
      { cwd: root, encoding: 'utf8' },
    );
    found = report
      .parse(JSON.parse(stdout))
      .diagnostics.map(({ category, location }) => `${location.path} ${category.split('/').at(-1)}`);
  });
  afterAll(() => removeTree(root));

  it.each(REFUSED)('refuses what %s forbids', (rule) => {
    expect(found).toContain(`server/call/${rule}.ts ${rule}`);
  });

  it('lets commands print', () => {
    expect(found.filter((line) => line.startsWith('server/cli/'))).toEqual([]);
  });
});
