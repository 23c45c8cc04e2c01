import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The app over a fake main, for looking at; never shipped. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: resolve(import.meta.dirname, '../../svelte.config.js') })],
  build: {
    outDir: resolve(import.meta.dirname, '../../out/gallery'),
    emptyOutDir: true,
    target: 'chrome114',
    assetsInlineLimit: 0,
    // Straight from the source: what is looked at is what was written.
    minify: false,
  },
});
