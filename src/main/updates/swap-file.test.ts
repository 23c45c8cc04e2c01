import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { swapFile } from './swap-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'cliploft-swap-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('puts one file in the place of another, as a program', async () => {
  const [from, to] = [join(folder, 'downloaded'), join(folder, 'Cliploft.AppImage')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  writeFileSync(`${to}.new`, 'left by a crash');
  await swapFile(from, to);
  expect([readFileSync(to, 'utf8'), statSync(to).mode & 0o777]).toEqual(['new', 0o755]);
  expect(readdirSync(folder).sort()).toEqual(['Cliploft.AppImage', 'downloaded']);
});

it('leaves the old one as it was when it cannot', async () => {
  const to = join(folder, 'Cliploft.AppImage');
  writeFileSync(to, 'old');
  await expect(swapFile(join(folder, 'not there'), to)).rejects.toThrow('ENOENT');
  expect([readdirSync(folder), readFileSync(to, 'utf8')]).toEqual([['Cliploft.AppImage'], 'old']);
  const busy = join(folder, 'busy');
  mkdirSync(join(busy, 'x'), { recursive: true });
  await expect(swapFile(to, busy)).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['Cliploft.AppImage', 'busy']);
});
