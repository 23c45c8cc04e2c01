import { defaultSettings, type Settings } from '../../src/shared/settings.ts';
import type { Notice, Recovery, Snapshot } from '../../src/shared/snapshot.ts';
import type { Playlist } from '../../src/shared/playlist.ts';
import { noFilter } from '../../src/shared/library-query.ts';
import { sampleId } from './sample-clips.ts';
import { sampleTasks } from './sample-tasks.ts';

/** Settings as a first start has them. */
export const sampleSettings: Settings = {
  ...defaultSettings,
  libraryFolder: '/home/mara/Music/Cliploft',
};

const notice = (index: number, at: number, more: Partial<Notice>): Notice => ({
  id: `notice-${index}`,
  kind: 'finished',
  taskId: sampleId('task', index),
  clipId: null,
  title: '',
  detail: null,
  at,
  read: true,
  ...more,
});

/** Notices over three days, two of them unread. */
export const sampleNotices = (now: number): Notice[] => [
  notice(7, now - 20 * 60_000, { title: 'Paper Aeroplanes', clipId: sampleId('clip', 14), read: false }),
  notice(9, now - 40 * 60_000, {
    kind: 'failed',
    title: 'Velvet Machinery',
    detail: 'Provider refused the prompt',
    read: false,
  }),
  notice(10, now - 65 * 60_000, { kind: 'timed_out', title: 'Ice Fishing' }),
  notice(15, now - 3 * 3_600_000, { title: 'Field recording 07.mp3', clipId: sampleId('clip', 22) }),
  notice(6, now - 27 * 3_600_000, { kind: 'trouble', title: 'Low Orbit', detail: 'disk_full' }),
  notice(20, now - 29 * 3_600_000, { title: '夜明けの自転車', clipId: sampleId('clip', 4) }),
  notice(21, now - 52 * 3_600_000, { title: 'أغنية الميناء القديم', clipId: sampleId('clip', 6) }),
];

/** Notices of everything that needs a person or went wrong, newest first. */
export const sampleTroubleNotices = (now: number): Notice[] => [
  notice(30, now - 2 * 60_000, { kind: 'key_refused', taskId: null, read: false }),
  notice(31, now - 12 * 60_000, {
    ...{ kind: 'folder', taskId: null, title: '/home/mara/Music/Cliploft', detail: 'disk_full' },
    read: false,
  }),
  notice(32, now - 40 * 60_000, { kind: 'expiring', title: 'Velvet Machinery', read: false }),
  notice(33, now - 65 * 60_000, { kind: 'lost', title: 'أغنية الميناء القديم' }),
  notice(34, now - 3 * 3_600_000, { kind: 'missing', title: '' }),
  notice(35, now - 4 * 3_600_000, { kind: 'trouble', title: 'Low Orbit', detail: 'bad_audio' }),
  notice(36, now - 26 * 3_600_000, {
    ...{ kind: 'folder', taskId: null, clipId: sampleId('clip', 4) },
    ...{ title: 'Harbour Waltz', detail: 'trash_failed' },
  }),
  notice(37, now - 27 * 3_600_000, { kind: 'unreadable', title: 'Glass Elevator', detail: '1/2' }),
  notice(38, now - 28 * 3_600_000, { kind: 'empty', title: 'Tomorrow, Probably' }),
  notice(39, now - 29 * 3_600_000, { kind: 'trouble', title: 'Salt and Copper', detail: 'folder_denied' }),
];

/** A damaged database that was put together again, a minute ago. */
export const sampleRecovery = (now: number): Recovery => ({
  at: now - 60_000,
  setAside: '/home/mara/.config/Cliploft/library.damaged-2026-11-23.db',
  backupAt: now - 23 * 3_600_000,
  fromBackup: { tasks: 31, clips: 38, lyricSheets: 3 },
  fromFolder: { clips: 2, lyricSheets: 0 },
  fromJournal: 1,
});

/** Lists as people make them; what each holds is made up by who shows it. */
export const samplePlaylists: Playlist[] = [
  { id: 'list-road', name: 'Road trip', query: null, clips: 23 },
  { id: 'list-night', name: '夜のドライブ', query: null, clips: 8 },
  { id: 'list-empty', name: 'For Elena', query: null, clips: 0 },
  {
    ...{ id: 'list-best', name: 'Best of waltz', clips: null },
    query: { text: 'waltz', filter: noFilter, sort: 'newest' },
  },
];

/** A believable state of the app at `now` (ms since the epoch): a key in the keychain, tasks in every phase. */
export const sampleSnapshot = (now: number, more: Partial<Snapshot> = {}): Snapshot => ({
  revision: 1,
  app: {
    version: '0.1.0',
    platform: 'linux',
    demo: false,
    demoKey: null,
    overridden: [],
    settingsReset: null,
    faults: 0,
  },
  session: { state: 'ready', where: 'keychain', keychainName: 'Secret Service', why: null },
  online: true,
  paused: false,
  past: { finished: 0, failed: 0 },
  tasks: sampleTasks(now),
  balance: { available: 480, frozen: 45, total: 525, at: now - 30_000 },
  budget: { limit: 120, used: 23, pausedUntil: null },
  notices: sampleNotices(now),
  library: { clips: 40, lyricSheets: 3, version: 1, problem: null },
  playlists: { version: 1, lists: samplePlaylists },
  work: null,
  database: null,
  recovery: null,
  sounds: 0,
  settings: sampleSettings,
  focus: null,
  update: { mode: 'install', by: null, state: { kind: 'none', checkedAt: now - 3_600_000 } },
  place: null,
  ...more,
});
