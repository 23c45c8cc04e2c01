import { Fault } from '../shared/fault.ts';
import { ok, type Result } from '../shared/problem.ts';
import type { Task } from '../shared/task.ts';
import { budgetWindowMs, createBudget } from './api/budget.ts';
import { createClient } from './api/client.ts';
import { createChanges, readState, type SliceReaders } from './changes.ts';
import { migrate } from './database/migrations.ts';
import { fact } from './database/facts.ts';
import { createArchiving } from './archive/archiving.ts';
import { createBackupPlan } from './database/backup-plan.ts';
import { createCompletion } from './database/completion.ts';
import { createDatabaseHealth } from './database/health.ts';
import { createRecoveryReport } from './database/recovery.ts';
import type { Engine, EngineOptions } from './engine-api.ts';
import { createEngineCommands } from './engine-commands.ts';
import { createClipStore } from './library/clip-store.ts';
import { createLibrary } from './library/library.ts';
import { createSaidRoom } from './library/said/said-room.ts';
import { createLyricStore } from './library/lyric-store.ts';
import { settleFound } from './library/settle-found.ts';
import { createNotices } from './notices/notices.ts';
import { createTeller } from './notices/teller.ts';
import { createPairs } from './pairs/pairs.ts';
import { createPlaylistsRoom } from './playlists/room.ts';
import type { Ports } from './ports.ts';
import { commitSaved } from './saving/commit.ts';
import { createItemStore } from './saving/item-store.ts';
import { isFolderProblem } from './saving/problem-kinds.ts';
import { createSaver } from './saving/saver.ts';
import { createAccess } from './session/access.ts';
import { createMeasuring } from './sound/measuring.ts';
import { createSoundStore } from './sound/sound-store.ts';
import { createAddedIds } from './tasks/added-ids.ts';
import { createPutAway } from './tasks/put-away.ts';
import { createStatistics } from './statistics/statistics.ts';
import { createTaskStore } from './tasks/task-store.ts';
import { itemView, taskView } from './tasks/task-view.ts';
import { createWatchList } from './tasks/watch-list.ts';
import { createAnswers } from './watching/answers.ts';
import { createReach } from './watching/reach.ts';
import { learnWaits } from './watching/schedule.ts';
import { createWatcher } from './watching/watcher.ts';
import { createLongWork } from './work.ts';

/** Joins the rooms. Problem: bad_request when the database comes from a newer version. */
export const createEngine = (ports: Ports, options: EngineOptions): Result<Engine> => {
  const { clock, random, http, files, audio, sound, tags, trash, secrets, online, log } = ports;
  const migrated = migrate(ports.sql);
  if (!migrated.ok) return migrated;

  let settings = options.settings;
  /** The meter on screen falls back to zero a minute after the last request. */
  let forgetSpent = (): void => undefined;
  const intervalMs = (): number => Math.max(1, settings.pollIntervalS) * 1000;

  const health = createDatabaseHealth({
    ...{ sql: ports.sql, clock, log },
    onChange: () => changes.slice('database'),
    onBack() {
      agree();
      teller.start();
      watcher.pump();
      saver.pump();
      measuring.again();
    },
  });
  const { sql } = health;
  const isBlocked = (): boolean => health.problem() !== null;
  const tasks = createTaskStore(sql);
  const items = createItemStore(sql);
  const clips = createClipStore(sql);
  const lyrics = createLyricStore(sql);
  const notices = createNotices(sql, clock);
  const budget = createBudget(clock);
  const reach = createReach(clock, random, intervalMs);
  const client = createClient({ http, clock, budget, baseUrl: () => settings.apiBaseUrl });
  const work = createLongWork(() => changes.slice('work'));
  const recovery = createRecoveryReport({
    ...{ sql, clock, recovery: options.recovery },
    onChange() {
      changes.slice('recovery');
      if (!recovery.isOpen()) saver.pump();
    },
  });
  const profileId = fact(sql, 'profile', () =>
    Math.floor(random() * 0xffffffff)
      .toString(16)
      .padStart(8, '0'),
  );
  const library = createLibrary({
    ...{ clock, random, files, audio, tags, trash, sql, log, work, clips, lyrics, profileId },
    ...{
      index: ports.index,
      archives: ports.archives,
      locale: options.locale,
      restored: options.recovery !== null,
    },
    ...{ libraryFolder: () => settings.libraryFolder, fileNames: () => settings.fileNames },
    given: options.given ?? { forThisRun: false, other: null },
    keepFolder: options.keepLibraryFolder,
    useFolder: (libraryFolder) => void (settings = { ...settings, libraryFolder }),
    isRecovering: () => recovery.isOpen(),
    async hold() {
      const releases = [await saver.hold(), await playlists.files.hold(), await said.keeper.hold()];
      return () => releases.forEach((release) => release());
    },
    playlists: { names: () => playlists.files.names(), restore: (...of) => playlists.restore(...of) },
    said: { names: () => said.keeper.names(), takeUp: (...of) => said.keeper.takeUp(...of) },
    onFolderBack() {
      // Before the folder is looked at otherwise: what is found then belongs into the report.
      completion.start();
      saver.tryNow((item) => isFolderProblem(item.problem));
      measuring.again();
      said.keeper.look();
    },
    onTakenUp() {
      settleFound({ items, clips, atomically }).forEach(moved);
      saver.pump();
      measuring.again();
    },
    onRefused: (problem, clip) =>
      teller.tell({ kind: 'folder', taskId: null, clipId: clip.id, title: clip.title, detail: problem.code }),
    onChange() {
      changes.slice('library');
      playlists.libraryChanged();
      playlists.files.look();
      said.keeper.look();
    },
  });
  const said = createSaidRoom({
    ...{ clock, log, sql, files, profileId, libraryFolder: () => settings.libraryFolder },
    checkFolder: library.checkFolder,
    isBlocked: () => isBlocked() || recovery.isOpen() || library.folder.problem() !== null,
    onProblem(problem) {
      if (isFolderProblem(problem)) library.folder.heard(problem);
    },
    onSettled: () => library.grew(),
  });
  const playlists = createPlaylistsRoom({
    ...{ clock, random, log, sql, files, trash, profileId, index: library.index },
    ...{ idsOf: library.idsOf, libraryFolder: () => settings.libraryFolder },
    checkFolder: library.checkFolder,
    isBlocked: () => isBlocked() || recovery.isOpen() || library.folder.problem() !== null,
    onChange: () => changes.slice('playlists'),
  });
  let waitOf = learnWaits(tasks.atHand());
  const statistics = createStatistics({ clock, sql, index: library.index });

  const view = (id: string): Task | null => {
    const task = tasks.get(id);
    if (task === undefined) return null;
    const own = tasks.isAtHand(id) ? items.ofTask(id) : items.lookUp(id);
    const shown = own.map((item) => itemView(item, saver.progressOf(item.id)));
    return taskView(task, shown, watcher.isChecking(id), waitOf);
  };

  const slices: SliceReaders = {
    session: () => session.state(),
    online: () => online.isOnline() && reach.isConnected(),
    paused: () => watcher.isPaused(),
    past: () => tasks.past(),
    balance: () => account.balance(),
    budget: () => budget.state(),
    notices: () => notices.list(),
    library: () => library.summary(),
    playlists: () => playlists.state(),
    work: () => work.state(),
    database: () => health.problem(),
    recovery: () => recovery.state(),
    sounds: () => measuring.version(),
  };
  /** A database that refuses must not keep the page from hearing of all else. */
  const told = (id: string): Task | null => {
    try {
      return view(id);
    } catch (error) {
      log.error('task', { detail: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  const changes = createChanges(clock, slices, told);

  /** All or nothing, in memory as on disk. */
  const atomically = <T>(work: () => T, durable?: 'now' | 'soon'): T => {
    try {
      return sql.transaction(work, durable);
    } catch (error) {
      tasks.reload();
      items.reload();
      throw error;
    }
  };

  const teller = createTeller({
    ...{ clock, log, sql, tasks, items, notices, atomically },
    libraryFolder: () => settings.libraryFolder,
    onChange: () => changes.slice('notices'),
  });
  const putAway = createPutAway({
    ...{ clock, log, tasks, view, atomically },
    onChange: () => changes.slice('past'),
  });
  const moved = (id: string): void => {
    changes.task(id);
    teller.look(id);
  };

  const { session, account } = createAccess({
    ...{ clock, log, secrets, budget, client, oneRunKey: options.oneRunKey },
    onChange: (what) => changes.slice(what),
    onRefused: teller.keyRefused,
    onWorks: teller.keyWorks,
    onKey() {
      watcher.pump();
      saver.tryNow((item) => item.problem?.code === 'no_key' || item.problem?.code === 'unauthorized');
    },
  });

  const answers = createAnswers({
    ...{ clock, random, log, tasks, items, atomically, intervalMs, holds: clips.holds },
    onEnded() {
      waitOf = learnWaits(tasks.atHand());
      account.refresh();
    },
    onKept(id) {
      moved(id);
      saver.pump();
    },
  });

  const watcher = createWatcher({
    ...{ clock, random, log, online, client, budget, reach, store: tasks, intervalMs, isBlocked },
    key: () => session.key(),
    onReply(...answer) {
      teller.keyWorks();
      answers.onReply(...answer);
    },
    onProblem: answers.onProblem,
    onUnauthorized: (key) => session.refused(key),
    onOffline: () => changes.slice('online'),
    // It sees that for itself, and plans anew.
    onClockSetBack: () => saver.pump(),
    onActivity(id) {
      changes.task(id);
      changes.slice('budget', 'online');
      forgetSpent();
      forgetSpent = clock.after(budgetWindowMs + 1, () => changes.slice('budget'));
    },
  });

  const saver = createSaver({
    ...{ clock, random, online, files, log, http, audio, tags, items, atomically },
    profileId,
    libraryFolder: () => settings.libraryFolder,
    fileNames: () => settings.fileNames,
    checkFolder: library.checkFolder,
    // What the folder holds is found before anything of it is downloaded again.
    isBlocked: () => isBlocked() || recovery.isOpen(),
    taskOf: (id) => tasks.get(id),
    canAsk: () => session.key() !== null,
    askTask: (id) => watcher.ask(id, 'watch'),
    commit(item, saved) {
      commitSaved({ sql, clock, items, clips, lyrics }, item, saved);
      library.grew();
      if (item.source.kind === 'clip') measuring.first(item.source.clip.id);
      log.info('saved', { item: item.id, bytes: saved?.bytes ?? null });
    },
    isSaved: clips.holds,
    onFolder: (problem) => library.folder.heard(problem),
    onProgress: (id) => changes.task(id),
    onChange: moved,
  });

  const measuring = createMeasuring({
    ...{ clock, log, files, meter: sound, sounds: createSoundStore(sql) },
    libraryFolder: () => settings.libraryFolder,
    isBusy: () => items.unsaved().some((item) => item.state === 'saving'),
    isHeld: () => work.state() !== null,
    isBlocked: () => isBlocked() || library.folder.problem() !== null,
    onChange: () => changes.slice('sounds'),
  });

  const list = createWatchList({
    ...{ clock, tasks, items, added: createAddedIds(ports.journal, clock) },
    onChanged(ids) {
      ids.forEach((id) => changes.task(id));
      watcher.pump();
    },
    onGone(ids) {
      watcher.forget(ids);
      saver.drop(ids);
      changes.gone(ids);
    },
  });

  const completion = createCompletion({
    ...{ clock, log, report: recovery, rebuild: () => library.rebuildLibrary() },
  });
  const backupPlan = createBackupPlan({
    ...{ clock, log, backups: ports.backups },
    isEmpty: () => tasks.count() + clips.count() + lyrics.count() === 0,
  });
  let stopHearing = (): void => undefined;

  /**
   * The journal only completes the database: one that refuses is noted, and stands in the way of nothing. Neither does a
   * database that refuses for a time; but damage goes on to whoever can restore it.
   */
  const withJournal = (work: () => number): number => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Fault && error.isDamage) throw error;
      log.error('journal', { detail: error instanceof Error ? error.stack : String(error) });
      return 0;
    }
  };

  /** What a crash, a lost database, or one that refused left half done is completed. */
  const agree = (): void => {
    const fromJournal = withJournal(list.agree);
    if (fromJournal > 0) log.warn('watched again', { tasks: fromJournal });
    recovery.heardFromJournal(fromJournal);
  };

  const archiving = createArchiving(
    {
      ...{ clock, files, archives: ports.archives, sql, tasks, items, clips, lyrics, notices, atomically },
      ...{ lists: playlists.lists, entries: playlists.entries, said: said.store },
      ...{ checkFolder: library.checkFolder, profileId, libraryFolder: () => settings.libraryFolder },
      remember: (ids) => void withJournal(() => list.remember(ids)),
    },
    work,
    () => {
      settleFound({ items, clips, atomically });
      tasks.atHand().forEach((task) => changes.task(task.id));
      changes.slice('notices');
      watcher.pump();
      saver.pump();
      library.grew();
      playlists.changed();
      measuring.again();
    },
  );

  return ok({
    async start() {
      health.start();
      agree();
      stopHearing = online.onChange(() => {
        changes.slice('online');
        void library.folder.look();
        if (online.isOnline() && account.balance() === null) account.refresh();
      });
      const keyRead = session.start();
      changes.slice('session');
      // A folder on a disk that does not answer must keep nothing waiting that can do without it.
      watcher.start();
      teller.start();
      backupPlan.start();
      putAway.start();
      await library.folder.look();
      await saver.start();
      await library.removing.start();
      completion.start();
      library.look.start();
      playlists.files.start();
      said.keeper.look();
      measuring.start();
      await keyRead;
    },
    async stop() {
      forgetSpent();
      account.stop();
      health.stop();
      putAway.stop();
      teller.stop();
      library.folder.stop();
      library.removing.stop();
      library.look.stop();
      library.index.stop();
      statistics.stop();
      stopHearing();
      watcher.stop();
      completion.stop();
      work.stop();
      await saver.stop();
      await playlists.files.stop();
      await said.keeper.stop();
      await measuring.stop();
      await backupPlan.stop();
      changes.stop();
    },
    state: () => readState(slices, tasks.atHand(), view),
    onChange: (listener) => changes.onChange(listener),
    onNotice: teller.onNotice,
    tasksById: (ids) => ids.map(view).filter((task) => task !== null),
    pastTasks(place, limit, shelf) {
      const found = tasks.pastAfter(place, limit, shelf);
      return found.map(({ id }) => view(id)).filter((task) => task !== null);
    },

    ...createEngineCommands({
      ...{ session, list, watcher, saver, items, library, notices, statistics, recovery, work, changes },
      ...{ playlists, measuring, pairs: createPairs(sql) },
    }),
    ...archiving,
    backUp: () => ports.backups.make(),
    applySettings(next) {
      const elsewhere = next.apiBaseUrl !== settings.apiBaseUrl;
      settings = { ...next, libraryFolder: settings.libraryFolder };
      if (elsewhere) watcher.retry();
      else watcher.pump();
    },
  });
};
