import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Main and preload are CommonJS because a sandboxed preload must be, and because it runs in every
 * Electron we support. The targets are the oldest of those (docs/decisions/0001-fallback-runtime.md).
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node18',
      // keytar is native, and node-sqlite3-wasm and minimp3-wasm are found with their .wasm; the rest is bundled.
      externalizeDeps: { exclude: ['electron-store', 'music-metadata', 'valibot'] },
      rollupOptions: {
        input: { index: at('src/main/index.ts') },
        external: ['keytar', 'minimp3-wasm', 'node-sqlite3-wasm'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node18',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', inlineDynamicImports: true },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome114',
      // Less of a script to read, at each start.
      minify: true,
      rollupOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
