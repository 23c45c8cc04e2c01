import { describe, expect, it } from 'vitest';
import { launchArguments, readCommand, splitArguments } from './commands.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('commands', () => {
  it.each<[string[], ReturnType<typeof readCommand>]>([
    [[], { kind: 'start' }],
    [['--hidden', '--remote-debugging-port=0', '-psn_0_1'], { kind: 'start' }],
    [['--help'], { kind: 'help' }],
    [['watch', '--help'], { kind: 'help' }],
    [['--no-sandbox', '--version'], { kind: 'version' }],
    [['watch', id.toUpperCase(), 'abc-123', id], { kind: 'watch', ids: [id, 'abc-123'] }],
    [['--user-data-dir=/d', 'watch', id, '--demo'], { kind: 'watch', ids: [id] }],
    [['add-file', 'a b.json'], { kind: 'add-file', path: 'a b.json' }],
    [['add-file', '-'], { kind: 'add-file', path: '-' }],
    [['add-file', '--', '--odd.json'], { kind: 'add-file', path: '--odd.json' }],
    [['status'], { kind: 'status', json: false }],
    [['status', '--json'], { kind: 'status', json: true }],
    [['open'], { kind: 'open' }],
    [['quit'], { kind: 'quit' }],
    [['serve', '--json', id], { kind: 'serve', ids: [id], json: true }],
    [['serve'], { kind: 'serve', ids: [], json: false }],
    [[`cliploft://task/${id}`], { kind: 'link', link: `cliploft://task/${id}` }],
  ])('%j', (args, command) => expect(readCommand(args)).toEqual(command));

  it.each<[string[], string, string]>([
    [['whatever'], 'command', 'whatever'],
    [['constructor'], 'command', 'constructor'],
    [['watch'], 'noIds', ''],
    [['watch', '../x'], 'id', '../x'],
    [['watch', id, '--json'], 'option', '--json'],
    [['watch', '-x'], 'option', '-x'],
    [['status', '--jsno'], 'option', '--jsno'],
    [['status', 'now'], 'tooMany', 'now'],
    [['open', '--json'], 'option', '--json'],
    [['add-file'], 'noFile', ''],
    [['add-file', 'a', 'b'], 'tooMany', 'b'],
    [['cliploft://task/'], 'link', 'cliploft://task/'],
    [[`cliploft://task/${id}`, 'quit'], 'tooMany', 'quit'],
  ])('%j is wrong', (args, why, what) => expect(readCommand(args)).toEqual({ kind: 'wrong', why, what }));

  it('are what stands after the folder of an app that is not packaged', () => {
    const args = ['-r', '/hold.cjs', '--no-sandbox', '/the/app', '--hidden', 'watch', id];
    expect(splitArguments(args, true)).toEqual({ lead: args.slice(0, 4), own: args.slice(4) });
    expect(splitArguments(args.slice(4), false)).toEqual({ lead: [], own: args.slice(4) });
    expect(splitArguments([], true)).toEqual({ lead: [], own: [] });
  });

  it('start the app with the profile they were given with', () => {
    const own = ['--user-data-dir=/d', '--hidden', 'watch', id, '--library-dir=/l'];
    expect(launchArguments(own, false)).toEqual(['--user-data-dir=/d', '--library-dir=/l']);
    expect(launchArguments(own, true)).toEqual(['--user-data-dir=/d', '--library-dir=/l', '--hidden']);
    // What Chromium was told before the command holds for the app too: without it, it may not start.
    const root = ['--no-sandbox', '--ozone-platform=wayland', 'watch', id, '--', '--demo'];
    expect(launchArguments(root, true)).toEqual(['--no-sandbox', '--ozone-platform=wayland', '--hidden']);
  });
});
