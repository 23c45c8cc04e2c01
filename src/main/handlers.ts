import { clipboard, dialog, shell } from 'electron';
import { isAbsolute } from 'node:path';
import type { Engine } from '../core/engine-api.ts';
import { defaultFileNames, parseTemplate } from '../core/saving/name-template.ts';
import { fail, ok } from '../shared/problem.ts';
import type { Place } from '../shared/place.ts';
import type { Catalogue } from '../shared/messages/catalogue.ts';
import { cleanApiBaseUrl, type Settings } from '../shared/settings.ts';
import type { Snapshot } from '../shared/snapshot.ts';
import { panelCover } from './desktop/panel-cover.ts';
import { externalUrl } from './desktop/security.ts';
import { createPlaylistHandlers } from './handlers-playlists.ts';
import { createFileHandlers } from './handlers-files.ts';
import { createProxyHandlers } from './handlers-proxy.ts';
import type { Handlers } from './ipc.ts';
import type { ProxyRoom } from './proxy/proxy.ts';
import type { Updates } from './updates/updates.ts';

export interface HandlerOptions {
  engine: Engine;
  words: Catalogue['desktop'];
  snapshot: () => Snapshot;
  settings: () => Settings;
  updateSettings: (patch: Partial<Settings>) => Settings;
  focusTaken: (seq: number) => void;
  keepPlace: (place: Place) => void;
  /** The report as text. */
  report: () => string;
  startDemo: () => void;
  /** Asks the embedded simulator for one more song; null outside of the demo. */
  createDemoTask: (() => { id: string }) | null;
  updates: Pick<Updates, 'check' | 'download' | 'install' | 'skip'>;
  proxy: Pick<ProxyRoom, 'login' | 'setLogin' | 'forgetLogin' | 'test'>;
  /** Hands files to the mouse that drags them out of the window; `cover` is shown beside it. */
  dragOut: (files: readonly string[], cover: string | null) => void;
  /** A key is about to be used: the log must never hold it. */
  redact: (secret: string) => void;
}

const done = ok(undefined);

/** Calls that give nothing back. */
const just = (work: () => void): typeof done => {
  work();
  return done;
};

/** What each command does. The rules are the engine's; what is here belongs to the desktop. */
export const createHandlers = (options: HandlerOptions): Handlers => {
  const { engine, words, snapshot, settings, updateSettings, redact } = options;
  return {
    'app.snapshot': () => ok(snapshot()),
    'app.focusTaken': ({ seq }) => just(() => options.focusTaken(seq)),
    'app.keepPlace': (place) => just(() => options.keepPlace(place)),
    'app.copyReport': () => just(() => clipboard.writeText(options.report())),
    'app.copyText': ({ text }) => just(() => clipboard.writeText(text)),
    async 'app.openExternal'({ url }) {
      const allowed = externalUrl(url);
      if (allowed === null) return fail('bad_request', { detail: 'this address is not on the list' });
      await shell.openExternal(allowed);
      return done;
    },
    'app.startDemo': () => just(options.startDemo),

    'update.check': () => just(options.updates.check),
    'update.download': () => just(options.updates.download),
    'update.install': () => just(options.updates.install),
    'update.skip': () => just(options.updates.skip),

    async 'key.set'({ key }) {
      redact(key);
      return engine.setKey(key);
    },
    'key.forget': () => engine.forgetKey(),

    'tasks.preview': ({ text }) => ok(engine.previewTasks(text)),
    'tasks.add': ({ text }) => ok(engine.addTasks(text)),
    'tasks.get': ({ ids }) => ok(engine.tasksById(ids)),
    'tasks.past': ({ place, limit, shelf }) => ok(engine.pastTasks(place, limit, shelf)),
    'tasks.checkNow': ({ ids }) => just(() => engine.checkNow(ids)),
    'tasks.stop': ({ ids }) => just(() => engine.stopWatching(ids)),
    'tasks.resume': ({ ids }) => just(() => engine.resumeWatching(ids)),
    'tasks.pauseAll': ({ paused }) => just(() => engine.pauseWatching(paused)),
    'tasks.forget': ({ ids }) => just(() => engine.forgetTasks(ids)),
    'tasks.saveNow': ({ ids }) => just(() => engine.saveNow(ids)),
    'saving.retry': ({ ids }) => just(() => engine.retryItems(ids)),
    'saving.pause': ({ ids }) => just(() => engine.pauseItems(ids)),
    'saving.resume': ({ ids }) => just(() => engine.resumeItems(ids)),
    'saving.drop': ({ ids }) => just(() => engine.dropItems(ids)),
    'demo.createTask': () =>
      options.createDemoTask === null
        ? fail('bad_request', { detail: 'this is not the demo' })
        : ok(engine.addTasks(options.createDemoTask().id)),

    'library.page': (query) => ok(engine.clipPage(query)),
    'library.count': (query) => ok(engine.clipCount(query)),
    'library.place': ({ list, ids }) => ok(engine.clipPlace(list, ids)),
    'library.hits': ({ text, ids }) => ok(engine.clipHits(text, ids)),
    'library.facets': (query) => ok(engine.facets(query)),
    'library.clip': async ({ id }) => ok(await engine.clipDetails(id)),
    'library.coverImage': ({ id }) => ok(panelCover(engine.clipFiles(id)?.cover ?? null)),
    'library.sound': ({ id }) => ok(engine.clipSound(id)),
    'pairs.find': ({ wish }) => ok(engine.findPair(wish)),
    'library.lyrics': ({ text }) => ok(engine.lyricSheets(text)),
    'library.sheetSongs': ({ id }) => ok(engine.sheetSongs(id)),
    async 'library.showInFolder'({ id }) {
      const details = await engine.clipDetails(id);
      if (details === null || !details.fileExists) return fail('file_missing');
      shell.showItemInFolder(details.file);
      return done;
    },

    'library.remove': ({ clips }) => ok(engine.removeClips(clips)),
    'library.select': ({ change, shown }) => ok(engine.select(change, shown)),
    'library.say': async ({ clips, saying }) => ok(await engine.say(clips, saying)),
    'library.undo': async ({ undo }) => ok(await engine.undo(undo)),
    'statistics.get': async (query) => ok(await engine.statistics(query)),

    'library.rebuild': () => engine.rebuildLibrary(),
    async 'library.export'() {
      const chosen = await dialog.showSaveDialog({
        title: words.chooseExport,
        defaultPath: words.exportName(new Date().toISOString().slice(0, 10)),
        filters: [{ name: words.archiveKind, extensions: ['zip'] }],
      });
      return chosen.canceled || chosen.filePath === undefined || chosen.filePath === ''
        ? ok(null)
        : engine.exportTo(chosen.filePath);
    },
    async 'library.import'() {
      const chosen = await dialog.showOpenDialog({
        title: words.chooseImport,
        filters: [{ name: words.archiveKind, extensions: ['zip'] }],
        properties: ['openFile'],
      });
      const path = chosen.canceled ? undefined : chosen.filePaths[0];
      return path === undefined ? ok(null) : engine.importFrom(path);
    },
    'library.stopWork': () => just(() => engine.stopWork()),
    'library.recoverySeen': () => just(() => engine.recoverySeen()),

    ...createPlaylistHandlers(engine, words, settings),

    'notices.read': ({ ids }) => just(() => engine.readNotices(ids)),
    'notices.clear': () => just(() => engine.clearNotices()),

    ...createProxyHandlers(options.proxy),
    ...createFileHandlers(options),

    'settings.update'(patch) {
      const apiBaseUrl = patch.apiBaseUrl === undefined ? undefined : cleanApiBaseUrl(patch.apiBaseUrl);
      if (apiBaseUrl === null) return fail('bad_request', { detail: 'no usable base URL' });
      const { fault } = parseTemplate(patch.fileNames ?? defaultFileNames);
      if (fault !== null) return fail('bad_request', { detail: `${fault.kind} at ${fault.at}` });
      return ok(updateSettings({ ...patch, ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }) }));
    },
    async 'settings.chooseFolder'() {
      const chosen = await dialog.showOpenDialog({
        title: words.chooseFolder,
        buttonLabel: words.chooseFolderButton,
        defaultPath: settings().libraryFolder,
        properties: ['openDirectory', 'createDirectory'],
      });
      return ok(chosen.canceled ? null : (chosen.filePaths[0] ?? null));
    },
    async 'settings.moveLibrary'({ to }) {
      if (!isAbsolute(to)) return fail('bad_request', { detail: 'no absolute path' });
      const moved = await engine.moveLibrary(to);
      return moved.ok ? ok(settings()) : moved;
    },
    async 'settings.useFolder'({ to }) {
      if (!isAbsolute(to)) return fail('bad_request', { detail: 'no absolute path' });
      const used = await engine.useFolder(to);
      return used.ok ? ok(settings()) : used;
    },
  };
};
