import ts from '@typescript/typescript6';

/** One place where a file breaks a rule of the house. */
export interface Breach {
  path: string;
  line: number;
  rule: 'file-length' | 'function-length' | 'any' | 'ambient' | 'silenced-check';
  found: string;
}

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 80;

/** Time, chance and the environment are passed in; these are the places that take them from the machine. */
const AMBIENT_ALLOWED =
  /^((server|renderer)\/platform\/|server\/(config|main)\.ts$|electron\/(clock|main|start|package)\.ts$|[^/]+\.ts$|renderer\/vite\.config\.ts$)/;
const AMBIENT_MEMBERS = new Set(['Date.now', 'Math.random', 'process.env', 'performance.now']);
const AMBIENT_CALLS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const SILENCERS = /@ts-(?:ignore|nocheck|expect-error)|biome-ignore-all/;

/** All breaches in one TypeScript file of the product (not of its tests). `path` is relative to the project. */
export function findBreaches(path: string, text: string): Breach[] {
  const breaches: Breach[] = [];
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const report = (rule: Breach['rule'], node: ts.Node, found: string) =>
    breaches.push({ path, line: lineAt(node.getStart()), rule, found });

  const lines = text.trimEnd().split('\n');
  if (lines.length > MAX_FILE_LINES) {
    breaches.push({ path, line: lines.length, rule: 'file-length', found: `${lines.length} lines` });
  }
  lines.forEach((line, index) => {
    const silencer = SILENCERS.exec(line)?.[0];
    if (silencer) breaches.push({ path, line: index + 1, rule: 'silenced-check', found: silencer });
  });

  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) report('any', node, 'any');
    const ambient = AMBIENT_ALLOWED.test(path) ? null : ambientUse(node);
    if (ambient) report('ambient', node, ambient);
    const length = functionLines(node, lineAt);
    if (length > MAX_FUNCTION_LINES) report('function-length', node, `${length} lines`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

/** What the node takes from the machine by itself, if anything. */
function ambientUse(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText().replace(/^(globalThis|window)\./, '');
    return AMBIENT_MEMBERS.has(name) ? name : null;
  }
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().replace(/^(globalThis|window)\./, '');
    return AMBIENT_CALLS.has(name) ? name : null;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
    return 'new Date()';
  }
  return null;
}

function functionLines(node: ts.Node, lineAt: (position: number) => number): number {
  if (!ts.isFunctionLike(node)) return 0;
  return lineAt(node.getEnd()) - lineAt(node.getStart()) + 1;
}
