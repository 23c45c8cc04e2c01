import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileLog, logLine } from './log.ts';

const at = new Date(Date.UTC(2026, 5, 1));
const id = '0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00';
const key = 'sk_"quoted"\\key';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'cliploft-log-')), 'logs');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

it('writes a line of JSON with ids shortened', () => {
  expect(logLine(at, 'info', 'saved', { item: id, bytes: 7 }, [])).toBe(
    '{"at":"2026-06-01T00:00:00.000Z","level":"info","event":"saved","item":"0b9d6a52…","bytes":7}',
  );
});

it('blots out every known secret, quoted, within text and within nested fields', () => {
  const line = logLine(at, 'error', `bad ${key}`, { detail: `x${key}y`, deep: { list: [key] } }, [
    'other',
    key,
  ]);
  expect(line).not.toContain('quoted');
  expect(line.match(/\[secret\]/g)).toHaveLength(3);
  expect(JSON.parse(line)).toMatchObject({ detail: 'x[secret]y', deep: { list: ['[secret]'] } });
});

it('blots out key headers that nobody told it of', () => {
  const line = logLine(at, 'warn', 'x', { detail: 'curl -H "x-api-key: abc123" -H "X-API-KEY: def456"' }, []);
  expect(line).not.toMatch(/abc123|def456/);
});

it.each([
  '{"x-api-key":"abc123","accept":"*/*"}',
  '{\\"X-Api-Key\\": \\"abc123\\"}',
  "{ 'x-api-key': 'abc123' }",
  '["x-api-key","abc123"]',
  'x-api-key=abc123&x=1',
  'x-api-key:\tabc123\r\naccept: text/plain',
  'x-api-key: abc1\\23',
])('blots out the key header in %s, also within nested fields', (text) => {
  for (const fields of [{ detail: text }, { deep: [{ text }] }]) {
    const line = logLine(at, 'warn', 'x', fields, []);
    expect(line).not.toMatch(/abc1|23/);
    expect(line).toContain('[secret]');
    expect(JSON.parse(line)).toMatchObject({ level: 'warn' });
  }
});

it('leaves no rest of a secret that begins with another one', () => {
  expect(logLine(at, 'info', 'x', { detail: 'abcd-efgh' }, ['abcd', 'abcd-efgh'])).toContain('"[secret]"');
});

it('keeps lines short', () => {
  expect(logLine(at, 'info', 'x', { detail: 'y'.repeat(100_000) }, [])).toHaveLength(4000);
});

it('keeps no secret in the file, from the moment it is told', () => {
  const log = createFileLog(folder);
  log.redact(key);
  log.redact('');
  log.info('start', { key });
  log.error('end', { detail: new Error(key).stack });
  const text = readFileSync(join(folder, 'main.log'), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(2);
  expect(text).not.toContain('quoted');
});

it('keeps three files of a megabyte', () => {
  const log = createFileLog(folder);
  log.info('first');
  for (let n = 1; n <= 4; n += 1) {
    writeFileSync(join(folder, 'main.log'), String(n).repeat(1024 * 1024));
    log.info('next');
  }
  expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.log']);
  const starts = ['main.1.log', 'main.2.log'].map((name) => readFileSync(join(folder, name), 'utf8')[0]);
  expect(starts).toEqual(['4', '3']);
  expect(statSync(join(folder, 'main.log')).size).toBeLessThan(200);
});

it('is silent where it cannot write', () => {
  const file = join(folder, '..', 'file');
  writeFileSync(file, 'x');
  const log = createFileLog(file);
  expect(() => log.info('x')).not.toThrow();
});

it('gives the last warnings and errors, over its rotation too', () => {
  const log = createFileLog(folder);
  for (let n = 0; n < 300; n += 1) {
    log.info('fine', { n, padding: 'x'.repeat(3500) });
    log.warn('odd', { n, padding: 'x'.repeat(3500) });
  }
  log.error('bad', {});
  const last = log.lastProblems(140).map((line) => JSON.parse(line) as { event: string; n?: number });
  expect(last).toHaveLength(140);
  expect(last.at(-1)?.event).toBe('bad');
  expect(last.slice(0, -1).map(({ n }) => n)).toEqual(Array.from({ length: 139 }, (_, at) => 161 + at));
});
