import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import presetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

/**
 * Builds the control panel to `out/renderer`, to be served from `/`. Nothing is inlined: the page runs under a
 * content security policy that allows scripts and worklets from its own origin only.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  css: { postcss: { plugins: [presetMantine()] } },
  build: {
    outDir: join(import.meta.dirname, '../out/renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2023',
    modulePreload: { polyfill: false },
    minify: true,
    rolldownOptions: { input: join(import.meta.dirname, 'index.html') },
  },
});
