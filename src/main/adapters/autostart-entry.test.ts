import { expect, it } from 'vitest';
import { autostartEntry, execValue, startsSomething } from './autostart-entry.ts';

// What the Desktop Entry Specification makes of each, read backwards: value, then quotes, then field codes.
it.each([
  [['/opt/Cliploft/cliploft', '--hidden'], '/opt/Cliploft/cliploft --hidden'],
  [['/a b/c', '--user-data-dir=/d'], '"/a b/c" "--user-data-dir=/d"'],
  [['/100%/c'], '/100%%/c'],
  [['/a "b" $c `d'], '"/a \\\\"b\\\\" \\\\$c \\\\`d"'],
  [['/a\\b'], '"/a\\\\\\\\b"'],
  [['/a\nExec=evil'], '"/a\\nExec=evil"'],
  [['/音楽'], '"/音楽"'],
])('%j is run by %s', (command, value) => expect(execValue(command)).toBe(value));

it('is one entry, whatever is in the path', () => {
  const entry = autostartEntry('Cliploft', ['/a\n[Desktop Action x]\nHidden=true']);
  expect(entry.split('\n').filter((line) => line.startsWith('['))).toEqual(['[Desktop Entry]']);
  expect(startsSomething(entry, (program) => program === '/a\n[Desktop Action x]\nHidden=true')).toBe(true);
});

it.each([
  ['', false],
  ['[Desktop Entry]\nExec=a\nHidden=true\n', false],
  ['[Desktop Entry]\nExec=a\nX-GNOME-Autostart-enabled = false\n', false],
  ['[Desktop Entry]\nExec=a\nHidden=false\n', true],
  ['[Desktop Entry]\nTryExec=/gone\nExec=/gone\n', false],
])('knows whether %j starts anything', (entry, does) =>
  expect(startsSomething(entry, (program) => program !== '/gone')).toBe(does),
);
