import { describe, expect, it } from 'vitest';
import { type Breach, findBreaches } from './code-rules.ts';
import { filesBelow, textOf } from './project-files.ts';

const rulesIn = (text: string, path = 'server/call/example.ts') =>
  findBreaches(path, text).map(({ rule, found, line }) => `${line} ${rule}: ${found}`);

const asLine = ({ path, line, rule, found }: Breach) => `${path}:${line} ${rule}: ${found}`;

describe('the rules of the code', () => {
  it.each([
    ['const at = Date.now();', 'ambient: Date.now'],
    ['const at = new Date();', 'ambient: new Date()'],
    ['const at = performance.now();', 'ambient: performance.now'],
    ['const n = Math.random();', 'ambient: Math.random'],
    ['setTimeout(run, 5);', 'ambient: setTimeout'],
    ['globalThis.setInterval(run, 5);', 'ambient: setInterval'],
    ['const home = process.env.HOME;', 'ambient: process.env'],
    ['const { HOME } = process.env;', 'ambient: process.env'],
    ['let a: any;', 'any: any'],
    ['const b = c as Record<string, any>;', 'any: any'],
    ['// @ts-ignore', 'silenced-check: @ts-ignore'],
  ])('refuses %s', (line, expected) => {
    expect(rulesIn(`${line}\n`)).toEqual([`1 ${expected}`]);
  });

  it.each([
    '// Date.now() is for the clock only',
    "const text = 'Math.random() and process.env, any time';",
    'const at = new Date(clock.now());',
    'const anyone = company.any;',
  ])('has nothing against %s', (line) => {
    expect(rulesIn(`${line}\n`)).toEqual([]);
  });

  it('lets platform and settings take time and environment from the machine', () => {
    const text = 'const at = Date.now();\nconst home = process.env.HOME;\n';
    expect(rulesIn(text, 'server/platform/clock.ts')).toEqual([]);
    expect(rulesIn(text, 'server/config.ts')).toEqual([]);
    expect(rulesIn(text, 'server/call/config.ts')).toHaveLength(2);
  });

  it('measures files and functions', () => {
    const body = (lines: number) => `function f() {\n${'  g();\n'.repeat(lines - 2)}}\n`;
    expect(rulesIn(body(80))).toEqual([]);
    expect(rulesIn(body(81))).toEqual(['1 function-length: 81 lines']);
    expect(rulesIn('g();\n'.repeat(400))).toEqual([]);
    expect(rulesIn('g();\n'.repeat(401))).toEqual(['401 file-length: 401 lines']);
  });

  it('hold in every file of the product', () => {
    const paths = ['server', 'electron', 'renderer'].flatMap((folder) => filesBelow(folder, /\.tsx?$/));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.flatMap((path) => findBreaches(path, textOf(path)).map(asLine))).toEqual([]);
  });

  it('hold for the length of test files too', () => {
    const long = filesBelow('test', /\.tsx?$/).flatMap((path) =>
      findBreaches(path, textOf(path))
        .filter(({ rule }) => rule === 'file-length' || rule === 'any')
        .map(asLine),
    );
    expect(long).toEqual([]);
  });
});
