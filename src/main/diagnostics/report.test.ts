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
