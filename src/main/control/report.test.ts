import { describe, expect, it } from 'vitest';
import { catalogueFor } from '../../shared/messages/catalogue.ts';
import type { Reply, Status } from './protocol.ts';
import { jsonLine, plain, type Report, reportOf } from './report.ts';

const words = catalogueFor('en');
const said = words.terminal;
const report = (reply: Reply, json = false): Report =>
  reportOf({ kind: 'answered', reply }, json, words, 'en');

const status: Status = {
  ...{ version: '1.2.3', pid: 7, mode: 'app', key: 'ready', online: true },
  problems: { database: null, libraryFolder: null },
  counts: { watching: 1, saving: 2, needsYou: 3 },
  library: { clips: 12_345, lyricSheets: 4 },
  tasks: [],
};
const statusWith = (more: Partial<Status>): string[] =>
  report({ kind: 'status', status: { ...status, ...more } }).out;
const task = { id: 'abcdef', title: 'Waltz', phase: 'running', status: 'running', progress: 40 };

describe('without an answer', () => {
  it.each([
    ['nobody', said.nobody, 3],
    ['silent', said.silent, 1],
    ['not_started', said.notStarted, 1],
  ] as const)('%s is an error line and an exit code', (kind, line, code) => {
    expect(reportOf({ kind }, true, words, 'en')).toEqual({ out: [], err: [line], code });
  });
});

describe('what was done', () => {
  it('has nothing to say', () => expect(report({ kind: 'done' })).toEqual({ out: [], err: [], code: 0 }));

  it.each(Object.entries(said.refused) as [keyof typeof said.refused, string][])(
    'refused as %s says why and fails',
    (code, line) => {
      const reply: Reply = { kind: 'refused', code, detail: 'never shown' };
      expect(report(reply)).toEqual({ out: [], err: [line], code: 1 });
    },
  );
});

describe('what was added', () => {
  const added = (more: Partial<Extract<Reply, { kind: 'added' }>>): Report =>
    report({ kind: 'added', added: [], known: [], rejected: [], key: 'ready', ...more });

  it('is counted, beside what was there already', () => {
    expect(added({ added: ['a', 'b'], known: ['c'] })).toEqual({
      ...{ out: [said.added(2, '2'), said.known(1, '1')], err: [], code: 0 },
    });
    expect(added({ added: Array.from({ length: 1234 }, String) }).out).toEqual([said.added(1234, '1,234')]);
  });

  it('is no failure where all of it was there already', () => {
    expect(added({ known: ['a'] })).toEqual({ out: [said.known(1, '1')], err: [], code: 0 });
  });

  it('tells pieces that are no ids, and fails only where nothing else was there', () => {
    expect(added({ added: ['a'], rejected: ['x'] })).toMatchObject({ err: [said.rejected('x')], code: 0 });
    expect(added({ rejected: ['x'] })).toEqual({
      ...{ out: [], err: [said.rejected('x'), said.noneFound], code: 1 },
    });
    expect(added({})).toEqual({ out: [], err: [said.noneFound], code: 1 });
  });

  it.each([
    ['none', said.noKey],
    ['rejected', said.keyRejected],
  ])('is taken with the key %s too, and says what everything waits for', (key, line) => {
    expect(added({ added: ['a'], key })).toMatchObject({ out: [said.added(1, '1')], err: [line], code: 0 });
  });

  it.each(['reading', 'ready', 'of a later version'])('says nothing of a key that is %s', (key) => {
    expect(added({ added: ['a'], key }).err).toEqual([]);
  });

  it('lets no piece steer the terminal', () => {
    const [line = ''] = added({ added: ['a'], rejected: ['\x1b]0;title\x07\x9b2J\r\nnext'] }).err;
    expect(line).toBe(said.rejected(' ]0;title  2J  next'));
  });
});

describe('the status', () => {
  it('is a few lines', () => {
    expect(report({ kind: 'status', status })).toEqual({
      out: [said.status.app('1.2.3'), said.status.counts('1', '2', '3'), said.status.library('12,345', '4')],
      ...{ err: [], code: 0 },
    });
  });

  it.each<[Partial<Status>, string]>([
    [{ mode: 'serve' }, said.status.serve('1.2.3')],
    [{ key: 'none' }, said.noKey],
    [{ key: 'rejected' }, said.keyRejected],
    [{ online: false }, said.status.offline],
    [{ problems: { database: 'disk_full', libraryFolder: null } }, said.status.database],
    [{ problems: { database: null, libraryFolder: 'of a later version' } }, said.status.folder],
  ])('says with %j: %s', (more, line) => expect(statusWith(more)).toContain(line));

  it('has a line for each task', () => {
    const lines = statusWith({
      tasks: [
        task,
        { ...task, id: 'second', title: null, phase: 'asking', progress: null },
        { ...task, id: 'third', phase: 'running', progress: null },
        { ...task, id: 'fourth', phase: 'saved', progress: 100 },
      ],
    });
    const { phase } = words.tasks;
    expect(lines.slice(3)).toEqual([
      `  abcdef  ${phase.running} 40 %  Waltz`,
      `  second  ${phase.asking}  ${said.status.untitled}`,
      `  third  ${phase.running}  Waltz`,
      `  fourth  ${phase.saved}  Waltz`,
    ]);
  });

  it.each(['dreaming', 'constructor', 'toString'])(
    'shows a phase of a later version as it is: %s',
    (phase) => {
      expect(statusWith({ tasks: [{ ...task, phase, title: 'Waltz' }] }).at(-1)).toBe(
        `  abcdef  ${phase}  Waltz`,
      );
    },
  );

  it('lets nothing that comes from elsewhere steer the terminal', () => {
    const odd = '\x1b[2J\x9b1;1H\u0007\n';
    const lines = statusWith({
      version: odd,
      tasks: [{ ...task, id: odd, title: odd, phase: odd }],
    });
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });

  it('is the whole of it in one line of JSON, whatever is in the titles', () => {
    const odd = { ...status, tasks: [{ ...task, title: '\x1b[2J\x9b1;1H\x7f\n“ü” 音 \u2028' }] };
    const { out, err, code } = report({ kind: 'status', status: odd }, true);
    expect([out.length, err, code]).toEqual([1, [], 0]);
    expect(out[0]).not.toMatch(/\p{Cc}/u);
    expect(JSON.parse(out[0] ?? '')).toEqual(odd);
  });
});

it('takes every sign that steers out of a text, and no other', () => {
  expect(plain('\x00a\x1fb\x7fc\x80d\x9fe\u00a0“ü” 音 🎵')).toBe(' a b c d e\u00a0“ü” 音 🎵');
  expect(jsonLine({ a: '\x9f' })).toBe('{"a":"\\u009f"}');
});
