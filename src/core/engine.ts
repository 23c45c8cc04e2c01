import { fail, ok, type Result } from '../shared/problem.ts';
import type { Notice } from '../shared/snapshot.ts';
import type { Task } from '../shared/task.ts';
import { budgetWindowMs, createBudget } from './api/budget.ts';
import { createClient } from './api/client.ts';
import { createChanges, readState, type SliceReaders } from './changes.ts';
import { migrate } from './database/migrations.ts';
import { fact } from './database/facts.ts';
import type { Engine, EngineSettings, EngineState, OneRunKey } from './engine-api.ts';
import { createClipStore } from './library/clip-store.ts';
import { filesOf, readDetails } from './library/clip-details.ts';
import { createLyricStore } from './library/lyric-store.ts';
import { moveLibrary } from './library/move-library.ts';
import { noticeOf } from './notices/notice-of.ts';
import { createNotices } from './notices/notices.ts';
import type { Ports } from './ports.ts';
import { commitSaved } from './saving/commit.ts';
import { createItemStore } from './saving/item-store.ts';
import { createSaver } from './saving/saver.ts';
import { createAccount } from './session/account.ts';
import { createSession } from './session/session.ts';
import { createTaskStore } from './tasks/task-store.ts';
import { isTerminal, withProblem, withReply } from './tasks/task-record.ts';
import { itemView, taskView } from './tasks/task-view.ts';
import { createWatchList } from './tasks/watch-list.ts';
import { createReach } from './watching/reach.ts';
import { learnWaits } from './watching/schedule.ts';
import { createWatcher } from './watching/watcher.ts';

export interface EngineOptions {
  settings: EngineSettings;
  /** A key for this run only (environment, demo), never kept. */
  oneRunKey: OneRunKey | null;
  /** Keeps the library folder's new place for good; called between copying and removing. */
  keepLibraryFolder: (folder: string) => void;
}

/** Joins the rooms. Problem: bad_request when the database comes from a newer version. */
export const createEngine = (ports: Ports, options: EngineOptions): Result<Engine> => {
  const { clock, random, http, files, audio, sql, secrets, online, log } = ports;
  const migrated = migrate(sql);
  if (!migrated.ok) return migrated;

  let settings = options.settings;
  let libraryVersion = 0;
  let libraryProblem: EngineState['library']['problem'] = null;
  const noticeListeners = new Set<(notice: Notice) => void>();
  /** The meter on screen falls back to zero a minute after the last request. */
  let forgetSpent = (): void => undefined;
  const intervalMs = (): number => Math.max(1, settings.pollIntervalS) * 1000;

  const tasks = createTaskStore(sql);
  const items = createItemStore(sql);
  const clips = createClipStore(sql);
  const lyrics = createLyricStore(sql);
  const notices = createNotices(sql, clock);
  const budget = createBudget(clock);
  const reach = createReach(clock, random, intervalMs);
  const client = createClient({ http, clock, budget, baseUrl: () => settings.apiBaseUrl });
  let waitOf = learnWaits(tasks.all());

  const view = (id: string): Task | null => {
    const task = tasks.get(id);
    if (task === undefined) return null;
    const shown = items.ofTask(id).map((item) => itemView(item, saver.progressOf(item.id)));
    return taskView(task, shown, watcher.isChecking(id), waitOf);
  };

  const slices: SliceReaders = {
    session: () => session.state(),
    online: () => online.isOnline() && reach.isConnected(),
    balance: () => account.balance(),
    budget: () => budget.state(),
    notices: () => notices.list(),
    library: () => ({
      clips: clips.count(),
      lyricSheets: lyrics.count(),
      version: libraryVersion,
      problem: libraryProblem,
    }),
  };
  const changes = createChanges(clock, slices, view);

  /** A task moved on: tell of it, and of its end if it is one. */
  const moved = (id: string): void => {
    changes.task(id);
    const task = tasks.get(id);
    const due = task === undefined ? null : noticeOf(task, items.ofTask(id));
    if (task === undefined || due === null) return;
    const notice = sql.transaction(() => {
      tasks.write({ ...task, noticed: due.kind === 'trouble' ? 'trouble' : 'end' });
      return notices.add(due);
    });
    changes.slice('notices');
    noticeListeners.forEach((listener) => listener(notice));
  };

  const session = createSession({
    secrets,
    log,
    oneRunKey: options.oneRunKey,
    check: async (key) => {
      const free = budget.freeAt('user');
      if (free > clock.now()) return fail('rate_limited', { retryAt: free });
      const reply = await client.getBalance(key);
      if (reply.ok) account.heard(reply.value);
      changes.slice('budget');
      return reply;
    },
    onChange: () => {
      changes.slice('session');
      if (session.key() === null) account.clear();
      else {
        watcher.pump();
        saver.pump();
        if (account.balance() === null) account.refresh();
      }
    },
  });
  const account = createAccount({
    clock,
    budget,
    client,
    key: () => session.key(),
    onChange: () => changes.slice('balance', 'budget'),
  });

  const watcher = createWatcher({
    ...{ clock, random, log, online, client, budget, reach, store: tasks, intervalMs },
    key: () => session.key(),
    onReply(task, reply, nextCheckAt) {
      const next = withReply(task, reply, clock.now(), nextCheckAt);
      const ended = isTerminal(next.status) && !isTerminal(task.status);
      sql.transaction(() => {
        tasks.write(next);
        if (next.status === 'success')
          items.merge(task.id, next.title ?? '', reply.result, (id) => clips.has(id));
      });
      if (ended) {
        waitOf = learnWaits(tasks.all());
        account.refresh();
        log.info('task ended', { task: task.id, status: next.status, items: items.ofTask(task.id).length });
      }
      moved(task.id);
      saver.pump();
    },
    onProblem(task, problem, nextCheckAt) {
      tasks.put([withProblem(task, problem, clock.now(), nextCheckAt)]);
      moved(task.id);
    },
    onUnauthorized: (key) => session.refused(key),
    onActivity(id) {
      changes.task(id);
      changes.slice('budget', 'online');
      forgetSpent();
      forgetSpent = clock.after(budgetWindowMs + 1, () => changes.slice('budget'));
    },
  });

  const saver = createSaver({
    ...{ clock, random, online, files, log, http, audio, items },
    profileId: fact(sql, 'profile', () =>
      Math.floor(random() * 0xffffffff)
        .toString(16)
        .padStart(8, '0'),
    ),
    libraryFolder: () => settings.libraryFolder,
    askTask: (id) => watcher.ask(id),
    commit(item, saved) {
      commitSaved({ sql, clock, items, clips, lyrics }, tasks.get(item.taskId), item, saved);
      libraryVersion += 1;
      changes.slice('library');
      log.info('saved', { item: item.id, bytes: saved?.bytes ?? null });
    },
    isSaved: (id) => clips.has(id),
    onFolder(problem) {
      if (problem?.code !== libraryProblem?.code) changes.slice('library');
      libraryProblem = problem;
    },
    onChange: moved,
  });

  const list = createWatchList({
    ...{ clock, tasks, items },
    onChanged(ids) {
      ids.forEach((id) => changes.task(id));
      watcher.pump();
    },
    onGone: (ids) => changes.gone(ids),
  });

  const lookAtFolder = async (): Promise<void> => {
    // A folder that never held anything is made; one that is gone may be on a disk that is not there yet (F36).
    if (clips.count() === 0) await files.ensureFolder(settings.libraryFolder);
    const looked = await files.checkFolder(settings.libraryFolder);
    libraryProblem = looked.ok ? null : looked.problem;
    changes.slice('library');
  };

  return ok({
    async start() {
      const keyRead = session.start();
      changes.slice('session');
      await lookAtFolder();
      await saver.start();
      watcher.start();
      await keyRead;
    },
    async stop() {
      forgetSpent();
      account.stop();
      watcher.stop();
      await saver.stop();
      changes.stop();
    },
    state: () => readState(slices, tasks.all(), view),
    onChange: (listener) => changes.onChange(listener),
    onNotice(listener) {
      noticeListeners.add(listener);
      return () => noticeListeners.delete(listener);
    },
    setKey: (key) => session.set(key),
    forgetKey: () => session.forget(),
    previewTasks: (text) => list.preview(text),
    addTasks: (text) => list.add(text),
    checkNow: (ids) => ids.forEach((id) => void watcher.ask(id)),
    stopWatching: (ids) => list.stop(ids),
    resumeWatching: (ids) => list.resume(ids),
    forgetTasks: (ids) => list.forget(ids),
    saveNow: (ids) => saver.saveNow(ids),
    clipPage: (query) => clips.page(query),
    clipDetails: (id) => readDetails(files, clips, settings.libraryFolder, id),
    clipFiles: (id) => filesOf(files, clips, settings.libraryFolder, id),
    lyricSheets: (text) => lyrics.find(text),
    readNotices(ids) {
      notices.read(ids);
      changes.slice('notices');
    },
    clearNotices() {
      notices.clear();
      changes.slice('notices');
    },
    applySettings(next) {
      settings = { ...next, libraryFolder: settings.libraryFolder };
      reach.forget();
      watcher.pump();
    },
    async moveLibrary(to) {
      const release = await saver.hold();
      try {
        return await moveLibrary({
          ...{ files, clips, from: settings.libraryFolder, to },
          switchTo(folder) {
            settings = { ...settings, libraryFolder: folder };
            options.keepLibraryFolder(folder);
          },
        });
      } finally {
        await lookAtFolder();
        release();
      }
    },
  });
};
