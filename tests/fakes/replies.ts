import type { ClipDetails, LyricSheet } from '../../src/shared/clip.ts';
import type { AddReport, CommandInput, CommandName, CommandOutput } from '../../src/shared/contract.ts';
import { fail, ok, type Result } from '../../src/shared/problem.ts';
import type { Push, Session, Snapshot } from '../../src/shared/snapshot.ts';
import { namesProxy, proxyAddress, type ProxyLogin } from '../../src/shared/proxy.ts';
import { cleanApiBaseUrl } from '../../src/shared/settings.ts';
import type { SaveItem, Task } from '../../src/shared/task.ts';
import { createClipReplies } from './clip-replies.ts';
import { createListReplies, listed, matching, pageOf } from './list-replies.ts';
import { emptyStatistics, sampleStatistics } from './sample-statistics.ts';
import { createPairReplies } from './pair-replies.ts';
import { createPlaylistReplies } from './playlist-replies.ts';
import { sampleSound } from './sample-sounds.ts';
import { sampleTask } from './sample-tasks.ts';

export type Replies = {
  [N in CommandName]: (
    input: CommandInput<N>,
  ) => Result<CommandOutput<N>> | Promise<Result<CommandOutput<N>>>;
};

interface World {
  now: number;
  clips: ClipDetails[];
  sheets: LyricSheet[];
  state(): Snapshot;
  push(change: Partial<Omit<Push, 'revision'>>): void;
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

const findIds = (text: string, tasks: readonly Task[]): AddReport => {
  const listed = new Set(tasks.map((task) => task.id));
  const found = [...new Set((text.match(uuids) ?? []).map((id) => id.toLowerCase()))];
  const rejected = text
    .replace(uuids, ' ')
    .split(/[\s,;"'{}[\]:]+/)
    .filter((word) => /\d/.test(word) && word.length >= 8);
  return {
    added: found.filter((id) => !listed.has(id)),
    known: found.filter((id) => listed.has(id)),
    rejected: rejected.slice(0, 20),
  };
};

const counted = (values: readonly string[]): { value: string; name: string; count: number }[] =>
  [...new Set(values)].map((value) => ({
    ...{ value, name: value },
    count: values.filter((other) => other === value).length,
  }));

const facets = (clips: readonly ClipDetails[]): Result<CommandOutput<'library.facets'>> =>
  ok({
    types: counted(clips.map(({ type }) => type)),
    models: counted(clips.map(({ model }) => model)),
    styles: counted(clips.flatMap(({ style }) => style.split(', '))),
    tags: [],
    ratings: [0, 1, 2, 3, 4, 5].map((stars) => clips.filter(({ rating }) => rating === stars).length),
    favourites: clips.filter(({ favourite }) => favourite).length,
  });

/** What main would answer to each command, over a world that changes with them. */
export const createReplies = (world: World): Replies => {
  const { clips, sheets, state, push } = world;
  const tasks = (ids: string[], change: (task: Task) => Task): Result<undefined> => {
    push({
      tasks: state()
        .tasks.filter((task) => ids.includes(task.id))
        .map(change),
    });
    return ok(undefined);
  };
  const session = (more: Partial<Session>): Result<Session> => {
    push({ slices: { session: { ...state().session, ...more } } });
    return ok(state().session);
  };
  const add = (report: AddReport): Result<AddReport> => {
    const fresh = report.added.map((id, index) => ({
      ...sampleTask(index, world.now, { status: null, type: null, title: null, progress: null, input: null }),
      id,
      addedAt: world.now + 1,
    }));
    if (fresh.length > 0) push({ tasks: fresh });
    return ok(report);
  };

  const items = (ids: readonly string[], more: Partial<SaveItem>): Result<undefined> => {
    const changed = state()
      .tasks.filter((task) => task.items.some((item) => ids.includes(item.id)))
      .map((task) => ({
        ...task,
        items: task.items.map((item) => (ids.includes(item.id) ? { ...item, ...more } : item)),
      }));
    push({ tasks: changed });
    return ok(undefined);
  };
  let login: ProxyLogin = { login: null, where: null, keychainName: 'Secret Service', why: null };
  const kept = new Set<string>();
  const grew = (): void => {
    const { library } = state();
    push({ slices: { library: { ...library, clips: clips.length, version: library.version + 1 } } });
  };

  return {
    'app.snapshot': () => ok(state()),
    'app.focusTaken': () => ok(undefined),
    'app.keepPlace': () => ok(undefined),
    'app.copyReport': () => ok(undefined),
    'app.copyText': () => ok(undefined),
    'app.openExternal': () => ok(undefined),
    'app.startDemo': () => ok(undefined),
    'names.preview': ({ template }) =>
      ok({
        fault: template.includes('{titel}')
          ? { kind: 'unknown', at: template.indexOf('{titel}'), word: '{titel}' }
          : null,
        names: template.includes('{titel}')
          ? []
          : clips
              .slice(0, 3)
              .map(({ title }) => ({ title, name: `${template.replace('{title}', title)}.mp3` })),
        samples: false,
      }),
    'library.renamePlan': () =>
      ok({
        ...{ rename: clips.length - 1, stay: 1, missing: 0, numbered: 1, back: 0 },
        first: clips.slice(0, 3).map(({ id, title }, n) => ({
          id,
          from: `${title}.mp3`,
          to: `2026/${title}.mp3`,
          numbered: n === 1,
        })),
      }),
    'library.rename': () =>
      ok({ renamed: clips.length - 1, stayed: 1, missing: 0, failed: [], stopped: false }),
    'library.renameBack': () =>
      ok({ renamed: clips.length - 1, stayed: 0, missing: 0, failed: [], stopped: false }),
    'clips.export': (job) =>
      ok({
        ...{
          path: job.as === 'zip' ? '/stick/Songs.zip' : '/stick',
          clips: job.clips.of === 'ids' ? job.clips.ids.length : 3,
        },
        ...{ bytes: 3_000_000, missing: [], stopped: false },
      }),
    'clips.dragOut': () => ok(undefined),
    'update.check': () => ok(undefined),
    'update.download': () => ok(undefined),
    'update.install': () => ok(undefined),
    'update.skip': () => ok(undefined),
    'key.set': ({ key }) =>
      /bad|wrong/.test(key)
        ? fail('unauthorized', { status: 401, detail: 'Invalid API key' })
        : session({ state: 'ready', where: state().app.demo ? 'demo' : 'keychain', why: null }),
    'key.forget': () => session({ state: 'none', where: null, why: null }),
    'tasks.preview': ({ text }) => ok(findIds(text, state().tasks)),
    'tasks.add': ({ text }) => add(findIds(text, state().tasks)),
    'tasks.get': ({ ids }) => ok(state().tasks.filter(({ id }) => ids.includes(id))),
    'tasks.past': () => ok([]),
    'tasks.checkNow': ({ ids }) => tasks(ids, (task) => ({ ...task, checking: true })),
    'tasks.stop': ({ ids }) => tasks(ids, (task) => ({ ...task, watch: 'stopped', nextCheckAt: null })),
    'tasks.pauseAll': ({ paused }) => {
      world.push({ slices: { paused } });
      return ok(undefined);
    },
    'tasks.resume': ({ ids }) => tasks(ids, (task) => ({ ...task, watch: 'active', nextCheckAt: world.now })),
    'tasks.forget': ({ ids }) => {
      push({ gone: ids });
      return ok(undefined);
    },
    'tasks.saveNow': ({ ids }) =>
      tasks(ids, (task) => ({
        ...task,
        items: task.items.map((item) =>
          item.state === 'saved' ? item : { ...item, state: 'saving', problem: null, nextTryAt: null },
        ),
      })),
    'saving.retry': ({ ids }) => items(ids, { state: 'saving', problem: null, nextTryAt: null }),
    'saving.pause': ({ ids }) => items(ids, { state: 'paused', nextTryAt: null }),
    'saving.resume': ({ ids }) => items(ids, { state: 'waiting' }),
    'saving.drop': ({ ids }) => items(ids, { state: 'dropped', nextTryAt: null }),
    'demo.createTask': () =>
      add({ added: ['5eedc0de-0000-4000-8000-00000000d390'], known: [], rejected: [] }),
    ...createListReplies(clips),
    'library.facets': (query) => facets(matching(clips, query)),
    'library.clip': ({ id }) => ok(clips.find((clip) => clip.id === id) ?? null),
    'library.coverImage': () => ok(null),
    'library.sound': ({ id }) => ok(clips.some((clip) => clip.id === id) ? sampleSound(id) : null),
    'library.lyrics': ({ text }) =>
      ok(sheets.filter((sheet) => `${sheet.title} ${sheet.text}`.toLowerCase().includes(text.toLowerCase()))),
    'library.sheetSongs': ({ id }) => {
      const words = sheets.find((sheet) => sheet.id === id)?.text.trim();
      return ok({ clips: clips.filter(({ lyrics }) => lyrics.trim() === words), more: false });
    },
    'library.showInFolder': () => ok(undefined),
    ...createPairReplies(clips, kept),
    ...createClipReplies(clips, kept, world, grew, (list) => listed(clips, list)),
    'statistics.get': ({ span }) =>
      ok(
        clips.length + state().tasks.length === 0 ? { ...emptyStatistics, span } : sampleStatistics({ span }),
      ),
    'library.rebuild': () =>
      ok({ clips: 2, lyricSheets: 0, known: clips.length, unknown: ['Demo tape.mp3'] }),
    'library.export': () =>
      ok({
        ...{ path: '/home/mara/Cliploft 2026-11-23.zip', clips: clips.length, lyricSheets: sheets.length },
        ...{ tasks: state().tasks.length, bytes: 138_412_032, missing: [] },
      }),
    'library.import': () => ok({ clips: 3, lyricSheets: 1, tasks: 2, known: 40, damaged: [] }),
    'library.stopWork': () => ok(undefined),
    'library.recoverySeen': () => {
      push({ slices: { recovery: null } });
      return ok(undefined);
    },
    ...createPlaylistReplies({
      ...{ lists: state().playlists.lists, clips, page: (query) => pageOf(clips, query) },
      push: (lists) => push({ slices: { playlists: { version: state().playlists.version + 1, lists } } }),
    }),
    'notices.read': ({ ids }) => {
      const notices = state().notices.map((notice) =>
        ids === null || ids.includes(notice.id) ? { ...notice, read: true } : notice,
      );
      push({ slices: { notices } });
      return ok(undefined);
    },
    'notices.clear': () => {
      push({ slices: { notices: [] } });
      return ok(undefined);
    },
    'proxy.login': () => ok(login),
    'proxy.setLogin': (input) => {
      const at = proxyAddress(input.proxy);
      login = { ...login, login: { user: input.login.user, at }, where: 'keychain', why: null };
      return ok(login);
    },
    'proxy.forgetLogin': () => {
      login = { ...login, login: null, where: null, why: null };
      return ok(login);
    },
    'proxy.test': ({ proxy }) => ok({ ms: 184, byProxy: namesProxy(proxy.mode) }),
    'settings.update': (patch) => {
      if (patch.apiBaseUrl !== undefined && cleanApiBaseUrl(patch.apiBaseUrl) === null)
        return fail('bad_request');
      push({ slices: { settings: { ...state().settings, ...patch } } });
      return ok(state().settings);
    },
    'settings.chooseFolder': () => ok('/media/mara/Studio/Cliploft'),
    'settings.useFolder': ({ to }) => {
      const { settings, library } = state();
      push({
        slices: { settings: { ...settings, libraryFolder: to }, library: { ...library, problem: null } },
      });
      return ok(state().settings);
    },
    'settings.moveLibrary': ({ to }) => {
      push({ slices: { settings: { ...state().settings, libraryFolder: to } } });
      return ok(state().settings);
    },
  };
};
