import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { loadConfigFromFile, type Plugin } from 'vite';

const root = import.meta.dirname;

/** Scripts of worker threads; each becomes a file of its own name beside the server. */
const workers = Object.fromEntries(
  globSync('server/**/*-worker.ts', { cwd: root }).map((path) => [basename(path, '.ts'), join(root, path)]),
);

/** The panel is built as for the browser. Loaded, not imported: it finds its files by where it lies. */
const panel = await loadConfigFromFile(
  { command: 'build', mode: 'production' },
  join(root, 'renderer/vite.config.ts'),
);

/** The panel comes from the server, and its pages have addresses of several parts; the builder takes it for loose files. */
const servedFromRoot: Plugin = {
  name: 'served-from-root',
  enforce: 'post',
  config: () => ({ base: '/' }),
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: false,
      // Packages stay packages, since some hold native code and data.
      externalizeDeps: true,
      rolldownOptions: {
        input: { main: join(root, 'electron/main.ts'), server: join(root, 'server/main.ts'), ...workers },
        // All in one folder: what several files share is named so that it can lie beside the workers, outside the archive.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: { ...panel?.config, plugins: [...(panel?.config.plugins ?? []), servedFromRoot] },
});
