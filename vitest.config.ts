import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/**
 * Five kinds of tests, each with its own rules:
 * unit (core and shared, fake clock), ports (fakes and real adapters against one suite),
 * renderer (components over a fake bridge), e2e (the real Electron, two files at a time, each test in a desktop of its own) and package (the app as it is installed).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/{core,shared,main,preload}/**/*.test.ts',
            'simulator/**/*.test.ts',
            'scripts/**/*.test.ts',
            'tests/contract/**/*.test.ts',
          ],
          environment: 'node',
        },
      },
      {
        test: { name: 'ports', include: ['tests/ports/**/*.test.ts'], environment: 'node' },
      },
      {
        plugins: [svelte({ configFile: 'svelte.config.js' }), svelteTesting()],
        test: { name: 'renderer', include: ['src/renderer/**/*.test.ts'], environment: 'happy-dom' },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          // Each is a program of several processes: more of them wait for each other on most machines.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
