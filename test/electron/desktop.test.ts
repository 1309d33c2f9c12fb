import { once } from 'node:events';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale, markBuilt } from '../../electron/build-state.ts';
import { canBeReached, downloadOrigin, electronBinary, whyNoWindow } from '../../electron/desktop.ts';
import { serverEnvironment } from '../../electron/server-environment.ts';
import { removeTree, writeTree } from '../house/tree.ts';

let root: string;
beforeEach(() => {
  root = writeTree({});
});
afterEach(() => removeTree(root));

describe('whether a window can be opened', () => {
  const linux = { platform: 'linux' as const, env: {}, isRoot: false };

  it('needs a display on Linux', () => {
    expect(whyNoWindow(linux)).toBe('there is no display');
    expect(whyNoWindow({ ...linux, env: { DISPLAY: '' } })).toBe('there is no display');
    expect(whyNoWindow({ ...linux, env: { DISPLAY: ':0' } })).toBeNull();
    expect(whyNoWindow({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
  });

  it('needs a user other than root on Linux', () => {
    expect(whyNoWindow({ ...linux, env: { DISPLAY: ':0' }, isRoot: true })).toBe(
      'Electron does not run as root',
    );
  });

  it('is taken for granted on Windows and macOS', () => {
    expect(whyNoWindow({ ...linux, platform: 'win32' })).toBeNull();
    expect(whyNoWindow({ ...linux, platform: 'darwin' })).toBeNull();
  });
});

describe('the binary of Electron', () => {
  const electron = (files: Record<string, string>) =>
    writeTree({ 'package.json': '{"version":"45.4.1"}', ...files });
  const whole = { 'dist/version': '45.4.1\n', 'path.txt': 'electron', 'dist/electron': '' };

  it('is found once it was fetched', () => {
    root = electron(whole);
    expect(electronBinary(root)).toBe(join(root, 'dist', 'electron'));
  });

  it.each([
    ['nothing was fetched', {}],
    ['another version was fetched', { ...whole, 'dist/version': 'v44.0.0' }],
    ['fetching broke off', { 'dist/version': '45.4.1', 'path.txt': 'electron' }],
    ['its path is not known', { 'dist/version': '45.4.1', 'dist/electron': '' }],
  ])('is missing when %s', (_why, files) => {
    root = electron(files);
    expect(electronBinary(root)).toBeNull();
  });

  it('comes from a mirror where one is set', () => {
    expect(downloadOrigin({})).toContain('https://github.com/electron/');
    expect(downloadOrigin({ ELECTRON_MIRROR: 'https://mirror.example/' })).toBe('https://mirror.example/');
  });

  it('is not waited for where nothing answers', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    closed.close();
    await once(closed, 'close');
    expect(await canBeReached(`http://127.0.0.1:${port}/`)).toBe(false);
  });
});

describe('a build', () => {
  const target = { stamp: 'out/.built', sources: ['server', 'package-lock.json'] };
  /** Sets all times back, so that what changes afterwards is later for sure. */
  const age = (...paths: string[]) => {
    for (const path of paths) utimesSync(join(root, path), 1_000, 1_000);
  };
  beforeEach(() => {
    root = writeTree({ 'server/a.ts': '', 'server/deep/b.ts': '', 'package-lock.json': '{}' });
    age('server/a.ts', 'server/deep/b.ts', 'server/deep', 'server', 'package-lock.json');
  });

  it('is needed before the first one, and not after', () => {
    expect(isStale(root, target)).toBe(true);
    markBuilt(root, target);
    expect(isStale(root, target)).toBe(false);
  });

  it.each([
    ['a source changed', () => writeFileSync(join(root, 'server/deep/b.ts'), 'x')],
    ['a source came', () => writeFileSync(join(root, 'server/deep/c.ts'), '')],
    ['a source went', () => rmSync(join(root, 'server/a.ts'))],
    ['packages changed', () => writeFileSync(join(root, 'package-lock.json'), '{"a":1}')],
  ])('is needed when %s', (_what, change) => {
    markBuilt(root, target);
    utimesSync(join(root, target.stamp), 2_000, 2_000);
    expect(isStale(root, target)).toBe(false);
    change();
    expect(isStale(root, target)).toBe(true);
  });

  it('does not mind sources that this checkout lacks', () => {
    markBuilt(root, target);
    expect(isStale(root, { ...target, sources: [...target.sources, 'missing'] })).toBe(false);
  });
});

describe('the environment of the server', () => {
  it('names the data folder and the token, unless the user did', () => {
    expect(serverEnvironment({ PATH: '/bin', EMPTY: '', NONE: undefined }, '/data', 'made-token')).toEqual({
      PATH: '/bin',
      RINGHOUSE_DATA_DIR: '/data',
      RINGHOUSE_CONTROL_TOKEN: 'made-token',
    });
    expect(
      serverEnvironment(
        { RINGHOUSE_CONTROL_TOKEN: 'own-token', RINGHOUSE_DATA_DIR: '/own' },
        '/data',
        'made',
      ),
    ).toEqual({ RINGHOUSE_DATA_DIR: '/own', RINGHOUSE_CONTROL_TOKEN: 'own-token' });
  });
});
