import { app, ipcMain, nativeTheme, protocol, session } from 'electron';
import { join } from 'node:path';
import { createEngine } from '../core/engine.ts';
import type { Engine, EngineOptions } from '../core/engine-api.ts';
import type { IndexFile } from '../core/ports.ts';
import { firstFolder } from '../core/library/folder-facts.ts';
import { channels } from '../shared/channels.ts';
import { catalogueFor } from '../shared/messages/catalogue.ts';
import type { Place } from '../shared/place.ts';
import type { Settings } from '../shared/settings.ts';
import type { AppInfo } from '../shared/snapshot.ts';
import { createClock } from './adapters/clock.ts';
import { openIndexFile } from './adapters/index-file.ts';
import type { FileLog } from './adapters/log.ts';
import { openSettings } from './adapters/settings.ts';
import { createAnswers } from './control/answers.ts';
import { openControl } from './control/open.ts';
import { type OpenDatabase, openDatabase } from './database/open.ts';
import { startOn, wordsFor } from './database/start.ts';
import { firstSongs, startDemo } from './demo.ts';
import { createClipHandler } from './desktop/clip-protocol.ts';
import { clearForDemo, demoArgs, type LaunchOptions } from './desktop/command-line.ts';
import { endInOrder } from './desktop/ending.ts';
import { createFirstDrawing } from './desktop/first-drawing.ts';
import { createGuide } from './desktop/guide.ts';
import { createLineWriter } from './desktop/line-writer.ts';
import { onUnlock } from './desktop/linux/screen-lock.ts';
import { openSessionBus, trayHostOn } from './desktop/linux/session.ts';
import type { SessionBus } from './desktop/linux/session-bus.ts';
import type { TrayHost } from './desktop/linux/tray-host.ts';
import { createPageHandler } from './desktop/page-protocol.ts';
import { createPageServed } from './desktop/page-served.ts';
import { createPresence, type Presence } from './desktop/presence.ts';
import { denyPermissions, isPageUrl, mediaScheme, pageScheme } from './desktop/security.ts';
import { createServing } from './desktop/serving.ts';
import { createStartAtLogin, systemAutostart, wasOpenedAtLogin } from './desktop/start-at-login.ts';
import { CannotStart, orCannotStart } from './desktop/starting.ts';
import { createDragOut } from './desktop/drag-out.ts';
import { createMainWindow } from './desktop/window.ts';
import { reportText } from './diagnostics/report.ts';
import { versionsNow } from './diagnostics/versions.ts';
import { createHandlers } from './handlers.ts';
import { type Handlers, registerIpc } from './ipc.ts';
import { createProfile, givenFolder, oneRunKeyOf, overriddenNames } from './profile.ts';
import { createPorts, databasePorts } from './ports.ts';
import { createStateFeed } from './push.ts';
import { openUpdates } from './updates/open.ts';
import type { Start } from './start.ts';

/** Joins ports, engine and desktop, once Electron is ready and the lock is ours. Rejects where there is no start. */
export const run = async (launch: LaunchOptions, log: FileLog, start: Start): Promise<void> => {
  const catalogue = catalogueFor(app.getLocale());
  const words = catalogue.desktop;
  const simulator = launch.demo && launch.apiUrl === null ? await startDemo() : null;
  const profile = createProfile(launch, simulator?.apiUrl ?? null);
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const file = openSettings(app.getPath('userData'), profile.defaults, stamp);
  if (file.setAside !== null) log.warn('settings set aside', { broken: file.broken });
  if (file.notKept !== null) log.error('settings not kept', { detail: file.notKept, broken: file.broken });
  let overrides = profile.overrides;
  /** The library's place as the database remembers it, where the settings do not say. */
  let remembered: Partial<Pick<Settings, 'libraryFolder'>> = {};
  const atLogin = createStartAtLogin(systemAutostart(app, start.own));
  const settings = (): Settings => ({
    ...{ ...file.current(), ...remembered, ...overrides },
    startAtLogin: atLogin.isOn(),
  });

  const oneRunKey = oneRunKeyOf(launch, simulator?.key ?? null);
  if (oneRunKey !== null) log.redact(oneRunKey.key);

  const applyTheme = (): void => {
    nativeTheme.themeSource = settings().theme;
  };
  applyTheme();

  // The window first: what its page asks while the database is opened waits for an answer.
  let ending = false;
  let presence: Presence | null = null;
  let trayHost: TrayHost | null = null;
  let answerWith = (_handlers: Handlers): void => undefined;
  let clipsOf = (_engine: Engine): void => undefined;
  const opened = new Promise<Engine>((resolve) => (clipsOf = resolve));
  const isUnseen = start.serve !== null || launch.hidden || wasOpenedAtLogin(app, process.platform);
  const clock = createClock();
  const drawing = createFirstDrawing(clock, !isUnseen);
  const { served, done: pageServed } = createPageServed(clock, !isUnseen);
  const window = createMainWindow({
    appPath: app.getAppPath(),
    place: () => file.place(),
    keepPlace: (place) => file.keepPlace(place),
    faults: start.faults,
    onMade: () => presence?.windowMade(),
    mayHide: () => !ending && trayHost?.isThere() === true,
    onClosed() {
      if (!ending) presence?.background.entered();
    },
  });
  registerIpc({
    ...{ ipcMain, log, onAnswered: drawing.answered },
    handlers: new Promise((resolve) => (answerWith = resolve)),
    isOurPage: (id, url) => window.owns(id) && isPageUrl(url),
  });
  protocol.handle(pageScheme, createPageHandler(join(app.getAppPath(), 'out', 'renderer'), served));
  // A page knows only the schemes that were there when it came.
  protocol.handle(
    mediaScheme,
    createClipHandler(async (id) => (await opened).clipFiles(id)),
  );
  denyPermissions(session.defaultSession);
  app.on('window-all-closed', () => undefined);
  if (!isUnseen) window.show();
  // Opening the database takes this process as a whole: its page gets its files first, and runs meanwhile.
  await pageServed;

  const database = join(app.getPath('userData'), 'library.db');
  const engineOptions: Omit<EngineOptions, 'recovery' | 'settings'> = {
    oneRunKey,
    locale: app.getLocale() || 'en',
    keepLibraryFolder(libraryFolder) {
      file.update({ libraryFolder });
      // What was chosen now counts more than what this run was started with.
      const { libraryFolder: _folder, ...rest } = overrides;
      overrides = rest;
      remembered = {};
      feed.changed('settings', 'app');
    },
  };
  /** The index of the database that is open; another one's is closed with it. */
  let index: IndexFile | null = null;
  const { proxy, woke, ...ports } = createPorts(profile, log, settings);
  const build = ({ sql, recovery, reported }: OpenDatabase): Engine => {
    const { folder, ...given } = firstFolder(sql, givenFolder(profile, file.current()));
    remembered = { libraryFolder: folder };
    index?.close();
    index = openIndexFile(join(app.getPath('userData'), 'library-index.db'), log);
    const made = createEngine(
      { ...ports, ...databasePorts(sql, index) },
      { ...engineOptions, settings: settings(), given, recovery },
    );
    if (!made.ok) throw new CannotStart(words.newerDatabase, { cause: made.problem });
    // The report of a recovery is the engine's from here on.
    reported();
    return made.value;
  };
  const { engine, close } = orCannotStart(
    words.unreadableDatabase(database),
    () =>
      startOn({
        open: (trouble) => openDatabase({ userData: app.getPath('userData'), now: Date.now(), log, trouble }),
        refuse: (why, cause) => new CannotStart(wordsFor(words, why, database), { cause }),
        onReplaced: () => feed.anew(),
        ...{ build, log },
      }),
    () => window.current()?.destroy(),
  );
  clipsOf(engine);

  let place: Place | null = null;
  const updates = openUpdates({
    ...{ clock: ports.clock, log, settings, env: process.env, args: start.args },
    proxy: () => settings().proxy,
    proxyLogin: () => proxy.credentials(),
    keepSkipped: (skippedUpdate) => void updateSettings({ skippedUpdate }),
    isOnline: () => ports.online.isOnline(),
    backup: () => engine.backUp(),
    onChange: () => feed.changed('update'),
  });
  const info = (): AppInfo => ({
    version: app.getVersion(),
    platform: process.platform,
    demo: launch.demo,
    demoKey: simulator?.key ?? null,
    overridden: overriddenNames({ ...profile, overrides }),
    settingsReset: file.setAside,
    faults: start.faults.count(),
  });
  const feed = createStateFeed(
    engine,
    () => ({ app: info(), settings: settings(), focus: guide.focus(), update: updates.state() }),
    ports.clock,
    (push) => window.send(channels.push, push),
    () => place,
  );
  ports.online.onChange(() => feed.changed('online'));
  start.faults.onChange(() => feed.changed('app'));

  const updateSettings = ({ startAtLogin, ...patch }: Partial<Settings>): Settings => {
    // The system keeps this one.
    if (startAtLogin !== undefined) atLogin.set(startAtLogin);
    file.update(patch);
    applyTheme();
    engine.applySettings(settings());
    if (patch.proxy !== undefined) proxy.changed();
    feed.changed('settings');
    presence?.settingsChanged();
    return settings();
  };

  const guide = createGuide({
    window,
    onShown: () => presence?.background.left(),
    onChange: () => feed.changed('focus'),
  });
  const about = { engine, locale: app.getLocale(), version: app.getVersion(), now: () => ports.clock.now() };
  const serving =
    start.serve === null
      ? null
      : createServing({
          ...{ ...about, ...start.serve, words: catalogue, write: createLineWriter(process.stdout, log) },
        });
  answerWith(
    createHandlers({
      engine,
      words,
      snapshot() {
        atLogin.look();
        return feed.snapshot();
      },
      settings,
      updateSettings,
      ...{ proxy, updates },
      focusTaken: (seq) => guide.taken(seq),
      report: () =>
        reportText({
          ...{ versions: versionsNow(), settings: settings(), state: engine.state(), at: new Date() },
          ...{ faults: start.faults.count(), problems: log.lastProblems(50), home: app.getPath('home') },
        }),
      keepPlace(now) {
        place = now;
      },
      startDemo() {
        // The process that comes next inherits this one's environment.
        clearForDemo(process.env);
        app.relaunch({ execPath: start.own.command, args: demoArgs(start.args) });
        app.quit();
      },
      createDemoTask: simulator === null ? null : () => simulator.createTask(),
      redact: (secret) => log.redact(secret),
      dragOut: createDragOut(window.current, join(app.getAppPath(), 'resources', 'icon.png')),
    }),
  );
  const show = serving === null ? guide.show : null;
  const answer = createAnswers({ ...about, log, pid: process.pid, show, quit: () => app.quit() });
  const control = openControl(start.place, answer, log);
  app.on('activate', () => show?.(null));
  app.on('browser-window-focus', () => {
    if (atLogin.look()) feed.changed('settings');
  });
  let sessionBus: SessionBus | null = null;
  app.on('before-quit', (event) => {
    if (ending) return;
    ending = true;
    // Requests and downloads end first and the database is closed; then the app is left for good.
    event.preventDefault();
    const steps = [
      () => window.keepPlace(),
      () => updates.stop(),
      () => presence?.stop(),
      () => engine.stop(),
      () => simulator?.stop(),
      () => sessionBus?.close(),
      close,
      () => index?.close(),
      () => serving?.ended(),
      // Last: whoever waits for the end waits for this.
      async () => (await control).stop(),
    ];
    void endInOrder(log, steps).then(() => {
      log.info('ended');
      app.exit(0);
    });
  });

  log.info('started', { version: app.getVersion(), electron: process.versions.electron, demo: launch.demo });
  start.inbox.open((ask) => void answer(ask));
  // All that nobody sees comes when the page has what it draws.
  await drawing.done;
  sessionBus = await openSessionBus(log);
  if (sessionBus !== null) onUnlock(sessionBus, woke);
  trayHost = await trayHostOn(sessionBus);
  if (ending) return;
  presence = createPresence({
    ...{ engine, clock, log, words, locale: app.getLocale(), settings },
    ...{ guide, window: () => window.current(), isHeard: () => window.isHeard() },
    ...{ sessionBus, trayHost, unseen: serving !== null },
    icon: join(app.getAppPath(), 'resources', 'icon.png'),
  });
  if (serving === null && window.current() === null) {
    // Not shown yet; or shown, and closed again by now.
    if (isUnseen) presence.background.startedHidden();
    else presence.background.entered();
  } else presence.windowMade();
  start.pressed.open((activation) => presence?.activated(activation));
  await engine.start();
  if (serving === null) updates.start();
  serving?.started();
  if (simulator !== null && engine.state().tasks.length === 0) engine.addTasks(firstSongs(simulator, 3));
};
