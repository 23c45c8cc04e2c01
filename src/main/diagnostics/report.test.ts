import { expect, it } from 'vitest';
import { sampleSettings, sampleSnapshot } from '../../../tests/fakes/sample-state.ts';
import { reportText } from './report.ts';

const now = Date.UTC(2026, 10, 25, 20);
const { revision: _r, app: _a, settings: _s, focus: _f, place: _p, ...state } = sampleSnapshot(now);

const report = (problems: string[] = []): string =>
  reportText({
    ...{ state, problems, faults: 2, home: '/home/mara', at: new Date(now) },
    settings: { ...sampleSettings, proxy: { mode: 'http', host: 'proxy.of.a.firm', port: 3128 } },
    versions: [
      ['Cliploft', '0.1.0'],
      ['Electron', '45.4.1'],
    ],
  });

it('says versions, settings, state in numbers and the last problems', () => {
  const text = report(['{"event":"check failed","code":"offline"}']);
  expect(text).toContain('Cliploft report, 2026-11-25T20:00:00.000Z');
  expect(text).toContain('Cliploft 0.1.0, Electron 45.4.1');
  expect(text).toContain('pollIntervalS=5');
  expect(text).toMatch(/^tasks: .*running \d/m);
  expect(text).toContain('library: 40 clips, 3 lyric sheets, folder fine');
  expect(text).toContain('faults in this run: 2');
  expect(text.endsWith('{"event":"check failed","code":"offline"}')).toBe(true);
  expect(report().endsWith('last problems:\nnone')).toBe(true);
});

it('names no person, no title, no id and no host', () => {
  const text = report(['{"detail":"EACCES /home/mara/Music/x"}']);
  expect(text).not.toContain('/home/mara');
  expect(text).toContain('libraryFolder=~/Music/Cliploft');
  expect(text).not.toContain('proxy.of.a.firm');
  for (const task of state.tasks) {
    expect(text).not.toContain(task.id);
    // A task without a title has none to name.
    if (task.title !== null && task.title !== '') expect(text).not.toContain(task.title);
  }
});

it('leaves titles out that problems bring along in the names of files', () => {
  const name = 'Night Ferry, Don’t Go [1a2b3c4d]';
  const text = report([
    `{"event":"not moved to the trash","file":"${name}.mp3","detail":"EPERM: rename '/home/mara/Music/${name} 2.flac' -> '/trash/${name}.cliploft.json'"}`,
    '{"event":"file not taken up","file":"Holiday.wav","detail":"disk_fault"}',
    `{"detail":"ENOENT: open 'D:\\\\Songs\\\\${name}.png'"}`,
  ]);
  for (const part of ['Night Ferry', 'Go', 'Holiday']) expect(text).not.toContain(part);
  // What helps stays.
  for (const part of [
    '[1a2b3c4d].mp3',
    '[1a2b3c4d] 2.flac',
    'EPERM: rename',
    '/trash/',
    'ENOENT: open',
    '.wav',
  ])
    expect(text).toContain(part);
});

it('names nobody on Windows, where a problem’s text doubles each backslash', () => {
  const text = reportText({
    ...{
      state,
      faults: 0,
      versions: [],
      settings: sampleSettings,
      at: new Date(now),
      home: 'C:\\Users\\Mara',
    },
    problems: [JSON.stringify({ detail: 'EBUSY C:\\Users\\Mara\\AppData\\library.db' })],
  });
  expect(text).not.toContain('Mara');
  expect(text).toContain('~\\\\AppData');
});
