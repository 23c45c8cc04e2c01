import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** For a test that hangs: on a machine with other work even a quick one may take seconds. ms. */
const testTimeout = 20_000;

/**
 * Six kinds of tests, each with its own rules:
 * core (core, shared and the simulator; fake clock), unit (main, preload, scripts, contract), ports (fakes and real adapters against one suite),
 * renderer (components over a fake bridge), e2e (the real Electron, two files at a time, each test in a desktop of its own) and package (the app as it is installed).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          include: ['src/{core,shared}/**/*.test.ts', 'simulator/**/*.test.ts'],
          environment: 'node',
          testTimeout,
          // Nothing in there keeps anything in its modules: one process serves all files, which are loaded once.
          isolate: false,
        },
      },
      {
        test: {
          name: 'unit',
          include: ['src/{main,preload}/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/contract/**/*.test.ts'],
          environment: 'node',
        },
      },
      {
        test: { name: 'ports', include: ['tests/ports/**/*.test.ts'], environment: 'node', testTimeout },
      },
      {
        plugins: [svelte({ configFile: 'svelte.config.js' }), svelteTesting()],
        test: {
          name: 'renderer',
          include: ['src/renderer/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          environment: 'node',
          // Each is a program of several processes: more of them wait for each other on most machines.
          maxWorkers: 2,
          testTimeout: 120_000,
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
