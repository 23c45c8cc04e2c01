import { sampleClips } from '../fakes/sample-clips.ts';
import { createFakeBridge, type FakeBridge } from '../fakes/bridge.ts';
import {
  sampleRecovery,
  sampleSettings,
  sampleSnapshot,
  sampleTroubleNotices,
} from '../fakes/sample-state.ts';
import { sampleTask, sampleTasks } from '../fakes/sample-tasks.ts';
import { sampleTrouble } from '../fakes/sample-trouble.ts';
import type { Settings } from '../../src/shared/settings.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import type { ClipDetails } from '../../src/shared/clip.ts';

/** Fixed, so that two pictures of one scene are the same. */
export const galleryNow = Date.UTC(2026, 10, 23, 20, 0, 0);

const session = sampleSnapshot(galleryNow).session;

/** What the state is in each scene; anything not named is the believable everyday. */
const scenes: Record<
  string,
  { snapshot?: Partial<Snapshot>; clips?: ClipDetails[]; settings?: Partial<Settings> }
> = {
  everyday: {},
  offline: { snapshot: { online: false } },
  refusing: { snapshot: { database: { code: 'disk_full' } } },
  empty: {
    snapshot: {
      tasks: [],
      notices: [],
      library: { clips: 0, lyricSheets: 0, version: 1, problem: null },
    },
    clips: [],
  },
  nofolder: {
    snapshot: { library: { clips: 0, lyricSheets: 0, version: 1, problem: { code: 'folder_missing' } } },
    clips: [],
  },
  halfgone: {
    snapshot: { library: { clips: 40, lyricSheets: 3, version: 1, problem: { code: 'folder_missing' } } },
  },
  trouble: { snapshot: { tasks: sampleTrouble(galleryNow) } },
  diskfull: {
    snapshot: {
      tasks: sampleTrouble(galleryNow).slice(4),
      library: { clips: 40, lyricSheets: 3, version: 1, problem: { code: 'disk_full' } },
    },
  },
  alarms: { snapshot: { notices: sampleTroubleNotices(galleryNow) } },
  exporting: { snapshot: { work: { kind: 'export', done: 1240, total: 3055 } } },
  moving: { snapshot: { work: { kind: 'move', done: 12, total: 83 } } },
  recovered: { snapshot: { recovery: sampleRecovery(galleryNow) } },
  recovering: {
    snapshot: {
      recovery: { ...sampleRecovery(galleryNow), backupAt: null, fromFolder: null, fromJournal: 0 },
      work: { kind: 'rebuild', done: 120, total: 3055 },
    },
  },
  giants: {
    clips: sampleClips(galleryNow).map((clip) => ({
      ...clip,
      ...{ title: `${clip.title} `.repeat(400), style: `${clip.style}, `.repeat(60) },
      input: { title: '', tags: '', gpt_description_prompt: 'A giant', negative_tags: null },
    })),
  },
  welcome: {
    snapshot: {
      session: { ...session, state: 'none', where: null },
      tasks: [],
      library: { clips: 0, lyricSheets: 0, version: 1, problem: null },
    },
    clips: [],
  },
  /** The samples lie under 283 running tasks: far down the page. */
  crowd: {
    snapshot: {
      tasks: [
        ...Array.from({ length: 283 }, (_, index) =>
          sampleTask(1000 + index, galleryNow, { addedAt: galleryNow + 1000 - index, progress: index % 100 }),
        ),
        ...sampleTasks(galleryNow),
      ],
    },
  },
  /** Watching paused, quiet hours on, a proxy that is named. */
  desk: {
    snapshot: { paused: true },
    settings: {
      quiet: { on: true, from: '22:00', to: '08:00' },
      proxy: { mode: 'http', host: 'proxy.example', port: 3128 },
    },
  },
  session: { snapshot: { session: { ...session, where: 'session', why: 'no_keychain' } } },
  rejected: { snapshot: { session: { ...session, state: 'rejected' } } },
  demo: {
    snapshot: {
      app: { ...sampleSnapshot(galleryNow).app, demo: true, demoKey: 'sk-demo-000' },
      session: { ...session, where: 'demo' },
    },
  },
};

/** The many: the same clips over and over, with ids of their own. */
const many = (n: number): ClipDetails[] => {
  const some = sampleClips(galleryNow);
  return Array.from({ length: n }, (_, index) => {
    const clip = some[index % some.length];
    if (clip === undefined) throw new Error('no sample clips');
    return { ...clip, id: `${clip.id.slice(0, -6)}${index.toString(16).padStart(6, '0')}` };
  });
};

/** A fake main for a scene by name; `theme` as in the settings. */
export const sceneBridge = (name: string, theme: 'light' | 'dark'): FakeBridge => {
  const scene = name === 'many' ? { clips: many(5000) } : (scenes[name] ?? {});
  const settings = { ...sampleSettings, ...scene.settings, theme };
  return createFakeBridge({
    now: galleryNow,
    ...(scene.clips === undefined ? {} : { clips: scene.clips }),
    snapshot: { settings, ...('snapshot' in scene ? scene.snapshot : {}) },
  });
};
