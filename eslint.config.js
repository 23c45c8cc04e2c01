import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** A room may only import what stands to its right here: data flows one way. */
const rooms = [
  {
    files: ['src/shared/**'],
    never: [
      '**/core/**',
      '**/main/**',
      '**/renderer/**',
      '**/preload/**',
      'electron',
      'electron/*',
      'node:*',
      'svelte',
      'svelte/*',
    ],
  },
  {
    files: ['src/core/**'],
    never: [
      '**/main/**',
      '**/renderer/**',
      '**/preload/**',
      '**/simulator/**',
      'electron',
      'electron/*',
      'node:*',
      'svelte',
      'svelte/*',
    ],
  },
  { files: ['src/preload/**'], never: ['**/core/**', '**/main/**', '**/renderer/**', 'node:*'] },
  {
    files: ['src/renderer/**'],
    never: [
      '**/core/**',
      '**/main/**',
      '**/preload/**',
      '**/simulator/**',
      'electron',
      'electron/*',
      'node:*',
    ],
  },
  { files: ['src/main/**'], never: ['**/renderer/**', '**/preload/**'] },
  {
    files: ['simulator/**'],
    never: ['**/src/main/**', '**/src/renderer/**', '**/src/core/**', 'electron', 'electron/*'],
  },
];

export default ts.config(
  { ignores: ['node_modules', 'out', 'dist', 'demo-output', 'test-results', 'coverage'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  ...rooms.map(({ files, never }) => ({
    files,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: never, message: 'This room does not know that one (docs/architecture.md).' }] },
      ],
    },
  })),
  {
    files: ['src/core/**', 'src/shared/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'process',
        'Buffer',
        'window',
        'document',
        'fetch',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is a port: use the clock.' },
        { object: 'Math', property: 'random', message: 'Chance is a port.' },
      ],
    },
  },
  { files: ['src/renderer/**'], languageOptions: { globals: { ...globals.browser } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  { files: ['scripts/**', 'simulator/**', 'tests/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
