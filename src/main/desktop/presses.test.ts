import { beforeEach, expect, it, vi } from 'vitest';
import type { ClipDetails } from '../../shared/clip.ts';
import type { EngineState } from '../../core/engine-api.ts';
import type { Notice } from '../../shared/snapshot.ts';
import { createPresses } from './presses.ts';

const notice = (id: string, more: Partial<Notice>): Notice => ({
  ...{ id, kind: 'finished', at: 0, read: false, title: '', detail: null, taskId: null, clipId: null },
  ...more,
});
const notices = [
  notice('1', { clipId: 'c', taskId: 't' }),
  notice('2', { clipId: 'c', taskId: 't', read: true }),
  notice('3', { taskId: 't', kind: 'failed' }),
  notice('4', { clipId: 'other' }),
];
const [show, play, showFile, readNotices] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()];
let details: Partial<ClipDetails> | null;

const presses = createPresses({
  engine: {
    state: () => ({ notices }) as unknown as EngineState,
    clipDetails: async () => details as ClipDetails | null,
    readNotices,
  },
  guide: { show, play },
  showFile,
});

beforeEach(() => {
  vi.clearAllMocks();
  details = { file: '/music/a.mp3', fileExists: true };
});

it('plays a clip or shows its file, and what was told of it is read then', async () => {
  await presses.play('c');
  expect(play.mock.calls).toEqual([['c']]);
  await presses.showInFolder('c');
  expect(showFile.mock.calls).toEqual([['/music/a.mp3']]);
  expect(show).not.toHaveBeenCalled();
  expect(readNotices.mock.calls).toEqual([[['1']], [['1']]]);
});

it('leads to what was told of, and marks that and nothing else as read', () => {
  presses.show({ kind: 'task', id: 't' });
  presses.show({ kind: 'clip', id: 'unknown' });
  presses.show({ kind: 'notices' });
  presses.show(null);
  expect(show).toHaveBeenCalledTimes(4);
  expect(readNotices.mock.calls).toEqual([[['1', '3']]]);
});

it.each([
  ['is not there', { fileExists: false }],
  ['is of a clip that left the library', null],
])('shows the window where the file %s, instead of doing nothing', async (_name, given) => {
  details = given;
  await presses.play('c');
  await presses.showInFolder('c');
  expect([play, showFile].map(({ mock }) => mock.calls)).toEqual([[], []]);
  expect(show.mock.calls).toEqual([[{ kind: 'clip', id: 'c' }], [{ kind: 'clip', id: 'c' }]]);
});
