import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import { type Command, readCommand } from '../desktop/commands.ts';
import { textOfIds } from './answers.ts';
import { longestText } from './protocol.ts';
import type { Errand, Outcome } from './reach.ts';
import type { Report } from './report.ts';
import { hasDisplay, isStart, runCommand, type Surroundings } from './run-command.ts';

const words = catalogueFor('en');
const said = words.terminal;
const reach = vi.fn<(errand: Errand) => Outcome>();
const starter = vi.fn((hidden: boolean) => ({ command: '/app', args: hidden ? ['--hidden'] : [] }));
const done: Outcome = { kind: 'answered', reply: { kind: 'done' } };
const added: Outcome = {
  kind: 'answered',
  reply: { kind: 'added', added: ['abcdef'], known: [], rejected: [], key: 'ready' },
};

let folder: string;
const run = (command: Command, more: Partial<Surroundings> = {}): Report | null =>
  runCommand(command, {
    ...{ words, locale: 'en', version: '1.2.3', place: '/profile/control.sock', workingDir: folder },
    ...{ hasDisplay: true, starter, reach, ...more },
  });
const typed = (line: string, more: Partial<Surroundings> = {}): Report | null =>
  run(readCommand(line.split(' ')), more);
const fine = (out: string[] = []): Report => ({ out, err: [], code: 0 });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cliploft-commands-'));
  reach.mockReset().mockReturnValue(done);
  starter.mockClear();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a command that needs nobody', () => {
  it('helps, and says its version', () => {
    expect(typed('--help')).toEqual(fine([said.help.trimEnd()]));
    expect(typed('--version')).toEqual(fine([said.version('1.2.3')]));
    expect(reach).not.toHaveBeenCalled();
  });

  it.each([
    ['wahtch', said.wrong.command('wahtch')],
    ['status --yaml', said.wrong.option('--yaml')],
    ['watch no!id', said.wrong.id('no!id')],
    ['watch', said.wrong.noIds()],
    ['add-file', said.wrong.noFile()],
    ['quit now', said.wrong.tooMany('now')],
    ['cliploft://forget/abcdef', said.wrong.link('cliploft://forget/abcdef')],
  ])('says what is wrong with “%s”, and ends with 2', (line, why) => {
    expect(typed(line)).toEqual({ out: [], err: [why, said.seeHelp], code: 2 });
    expect(reach).not.toHaveBeenCalled();
  });

  it('lets no argument steer the terminal', () => {
    const [line = ''] = run({ kind: 'wrong', why: 'command', what: '\x1b[2J\x9b\n' })?.err ?? [];
    expect(line).toBe(said.wrong.command(' [2J  '));
  });
});

describe('a command for the one that runs', () => {
  const errand = { place: '/profile/control.sock', start: null, untilGone: false, patienceMs: 20_000 };

  it('hands ids over as these ids, and would start the app out of sight', () => {
    reach.mockReturnValue(added);
    const ids = ['abcdef', '00000000-0000-4000-8000-00000000000a'];
    expect(typed(`watch ${ids.join(' ')}`)).toEqual(fine([said.added(1, '1')]));
    const start = { command: '/app', args: ['--hidden'] };
    expect(reach.mock.calls).toEqual([[{ ...errand, ask: { kind: 'add', text: textOfIds(ids) }, start }]]);
  });

  it('asks for the status and starts nothing for it', () => {
    reach.mockReturnValue({ kind: 'nobody' });
    expect(typed('status')).toEqual({ out: [], err: [said.nobody], code: 3 });
    expect(reach.mock.calls).toEqual([[{ ...errand, ask: { kind: 'status' } }]]);
  });

  it('would start the app in sight to open it', () => {
    expect(typed('open')).toEqual(fine());
    expect(reach.mock.calls).toEqual([
      [{ ...errand, ask: { kind: 'open' }, start: { command: '/app', args: [] } }],
    ]);
  });

  it('quits, and waits for the end', () => {
    expect(typed('quit')).toEqual(fine());
    expect(reach.mock.calls).toEqual([[{ ...errand, ask: { kind: 'quit' }, untilGone: true }]]);
  });

  it.each(['watch abcdef', 'status', 'open', 'quit'])('%s cannot reach where there is no place', (line) => {
    expect(typed(line, { place: null })).toEqual({ out: [], err: [said.noPlace], code: 1 });
    expect(reach).not.toHaveBeenCalled();
  });
});

describe('a file', () => {
  const inIt = (text: string): void => writeFileSync(join(folder, 'ids.json'), text);

  it('is read here, by the path from where the command was typed', () => {
    inIt('[{"task_id":"abcdef"}]');
    reach.mockReturnValue(added);
    expect(typed('add-file ids.json')).toEqual(fine([said.added(1, '1')]));
    expect(reach.mock.calls[0]?.[0].ask).toEqual({ kind: 'add', text: '[{"task_id":"abcdef"}]' });
    expect(typed(`add-file ${join(folder, 'ids.json')}`, { workingDir: '/' })).toMatchObject({ code: 0 });
  });

  it('is handed over with bytes that are no text', () => {
    writeFileSync(join(folder, 'ids.json'), Buffer.from([0xff, 0xfe, 0x61]));
    typed('add-file ids.json');
    expect(reach.mock.calls[0]?.[0].ask).toEqual({ kind: 'add', text: '\ufffd\ufffda' });
  });

  it('may hold as much as the page may paste, and not a sign more', () => {
    inIt('音'.repeat(longestText));
    expect(typed('add-file ids.json')).toMatchObject({ code: 0 });
    inIt('a'.repeat(longestText + 1));
    expect(typed('add-file ids.json')).toEqual({ out: [], err: [said.tooBig('ids.json')], code: 1 });
    inIt('a'.repeat(4 * longestText + 1));
    expect(typed('add-file ids.json')).toEqual({ out: [], err: [said.tooBig('ids.json')], code: 1 });
    expect(reach).toHaveBeenCalledOnce();
  });

  it.each([
    ['none.json', 'ENOENT'],
    ['folder', 'EISDIR'],
    ['ids.json/more', 'ENOTDIR'],
  ])('that cannot be read is said, and nobody is asked (%s)', (name, why) => {
    inIt('abcdef');
    mkdirSync(join(folder, 'folder'));
    expect(typed(`add-file ${name}`)).toEqual({ out: [], err: [said.unreadable(name, why)], code: 1 });
    expect(reach).not.toHaveBeenCalled();
  });

  it('of an impossible name is said, without its odd signs', () => {
    expect(run({ kind: 'add-file', path: 'a\0b\x1b' })).toEqual({
      ...{ out: [], err: [said.unreadable('a b ', 'ERR_INVALID_ARG_VALUE')], code: 1 },
    });
  });
});

describe('a start', () => {
  it('of the app, or to serve, is none of a command’s business', () => {
    expect([run({ kind: 'start' }), typed('serve'), typed('serve --json abcdef')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(reach).not.toHaveBeenCalled();
  });

  it('to serve says that it needs a display', () => {
    expect(typed('serve', { hasDisplay: false })).toEqual({ out: [], err: [said.serve.noDisplay], code: 1 });
  });

  it('by a link is one only where nobody runs', () => {
    const link = 'cliploft://task/abcdef';
    reach.mockReturnValue(added);
    expect(typed(link)).toEqual(fine([said.added(1, '1')]));
    expect(reach.mock.calls[0]?.[0]).toMatchObject({ ask: { kind: 'link', link }, start: null });
    reach.mockReturnValue({ kind: 'silent' });
    expect(typed(link)).toEqual({ out: [], err: [said.silent], code: 1 });
    reach.mockReturnValue({ kind: 'nobody' });
    expect(typed(link)).toBeNull();
    expect(typed(link, { place: null })).toBeNull();
  });

  it.each<[string, boolean]>([
    ['serve', true],
    ['cliploft://clip/a', true],
    ['--hidden', true],
    ['status', false],
    ['wahtch', false],
  ])('is told from a command: %s', (line, is) => expect(isStart(readCommand(line.split(' ')))).toBe(is));
});

it.each<[NodeJS.Platform, Record<string, string>, string[], boolean]>([
  ['linux', {}, [], false],
  ['linux', { DISPLAY: '', WAYLAND_DISPLAY: '' }, [], false],
  ['linux', { DISPLAY: ':0' }, [], true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, [], true],
  ['linux', {}, ['cliploft', '--ozone-platform=headless'], true],
  ['linux', {}, ['cliploft', 'ozone-platform=headless'], false],
  ['darwin', {}, [], true],
  ['win32', {}, [], true],
])('knows whether %s with %j and %j has a display', (platform, env, argv, has) => {
  expect(hasDisplay(platform, env, argv)).toBe(has);
});
