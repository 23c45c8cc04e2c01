import { describe, expect, it } from 'vitest';
import { budgetBytes, judgeAppFiles, type AppFile } from './app-files.ts';

const good: AppFile[] = [
  'package.json',
  'LICENSE',
  'resources/icon.png',
  'out/main/index.cjs',
  'out/main/chunks/simulator-abc.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/renderer/assets/index-abc.js',
  'out/renderer/assets/index-abc.css',
  'node_modules/keytar/package.json',
  'node_modules/keytar/LICENSE.md',
  'node_modules/keytar/lib/keytar.js',
  'node_modules/keytar/build/Release/keytar.node',
  'node_modules/minimp3-wasm/package.json',
  'node_modules/minimp3-wasm/LICENSE',
  'node_modules/minimp3-wasm/dist/decoder.opt.wasm',
  'node_modules/node-sqlite3-wasm/package.json',
  'node_modules/node-sqlite3-wasm/LICENSE',
  'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.js',
  'node_modules/node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm',
].map((path) => ({ path, bytes: 1000 }));

describe('the files of the app', () => {
  it('are right when all that is needed is there and nothing else', () => {
    expect(judgeAppFiles(good)).toEqual([]);
  });

  it.each([
    'src/main/index.ts',
    'out/main/index.cjs.map',
    'out/gallery/index.html',
    'node_modules/keytar/src/main.cc',
    'node_modules/playwright-core/package.json',
    'node_modules/electron/package.json',
    '.npmrc',
    'x/package.json',
  ])('do not include %s', (path) => {
    expect(judgeAppFiles([...good, { path, bytes: 1 }])).toEqual([`not on the list: ${path}`]);
  });

  it('are not complete without a native module or the page', () => {
    for (const path of [
      'node_modules/keytar/build/Release/keytar.node',
      'out/renderer/assets/index-abc.css',
    ]) {
      const problems = judgeAppFiles(good.filter((file) => file.path !== path));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^missing: /);
    }
  });

  it('weigh no more than they may', () => {
    const [first, ...rest] = good;
    const others = rest.length * 1000;
    const heavy = (bytes: number): AppFile[] => [{ path: first?.path ?? '', bytes }, ...rest];
    expect(judgeAppFiles(heavy(budgetBytes - others))).toEqual([]);
    expect(judgeAppFiles(heavy(budgetBytes - others + 1))).toHaveLength(1);
  });
});
