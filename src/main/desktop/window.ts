import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { join } from 'node:path';
import type { Faults } from '../diagnostics/faults.ts';
import { reviveAfterCrash } from '../diagnostics/page-crash.ts';
import { pageOrigin } from './security.ts';
import { placeOn, type WindowPlace } from './window-place.ts';

export interface MainWindow {
  /** Brings the window up, making it where there is none. */
  show(): void;
  /** Makes the page ready where there is none, unseen: it is to play something. Given up when nothing sounds for a while. */
  load(): void;
  /** Sends to the page, if there is one. */
  send(channel: string, value: unknown): void;
  /** The window as it is now; null while there is none. */
  current(): BrowserWindow | null;
  /** Does its page play something? */
  isHeard(): boolean;
  /** Is this the web contents of our window? */
  owns(webContentsId: number): boolean;
  /** Remembers size and place now: the app is about to be left without closing windows one by one. */
  keepPlace(): void;
}

export interface MainWindowOptions {
  appPath: string;
  /** Where the window was last; null at the first start. */
  place: () => WindowPlace | null;
  keepPlace: (place: WindowPlace) => void;
  /** May a window that is closed while music plays be hidden, so that the music goes on? Only where there is a way back. */
  mayHide: () => boolean;
  faults: Faults;
  /** A window was made: it shows nothing of what its predecessor showed in the taskbar. */
  onMade: () => void;
  /** The window is gone, or hidden: go on in the background, or end? */
  onClosed: () => void;
}

/** So long a page that nobody sees is kept after the music ended: somebody may play on by a media key. ms. */
const keptUnseenMs = 60_000;

/** The screen that the window was on, or is nearest to where it was. */
const workAreaFor = (place: WindowPlace | null): Rectangle =>
  (place === null ? screen.getPrimaryDisplay() : screen.getDisplayMatching(place)).workArea;

/** The one window. It is made when it is first shown, and again after it was closed. */
export const createMainWindow = (options: MainWindowOptions): MainWindow => {
  let window: BrowserWindow | null = null;
  /** How many sounds its page plays: of a pair, two run side by side, and the shorter one ends first. */
  let sounds = 0;
  /** It was maximized when it was last seen. Maximizing shows a window, so that this waits until it is to be seen. */
  let yetToMaximize = false;
  let callOff = (): void => undefined;

  /** Memory is for pages that somebody sees or hears. */
  const giveUpLater = (of: BrowserWindow): void => {
    callOff();
    const timer = setTimeout(() => {
      if (!of.isDestroyed() && !of.isVisible() && sounds === 0) of.destroy();
    }, keptUnseenMs);
    callOff = () => clearTimeout(timer);
  };

  const remember = (of: BrowserWindow): void =>
    options.keepPlace({ ...of.getNormalBounds(), maximized: yetToMaximize || of.isMaximized() });

  const reveal = (of: BrowserWindow): void => {
    if (yetToMaximize) of.maximize();
    yetToMaximize = false;
    of.show();
  };

  const make = (seen: boolean): BrowserWindow => {
    const place = options.place();
    const made = new BrowserWindow({
      ...placeOn(workAreaFor(place), place),
      minWidth: 760,
      minHeight: 520,
      show: false,
      title: 'Cliploft',
      icon: join(options.appPath, 'resources', 'icon.png'),
      autoHideMenuBar: true,
      // The page's own colours (tokens.css), so that nothing flashes before it is drawn.
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#171416' : '#faf8f6',
      webPreferences: {
        preload: join(options.appPath, 'out', 'preload', 'index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        // Music goes on, and progress is right when one looks again, while the window is covered.
        backgroundThrottling: false,
      },
    });
    yetToMaximize = place?.maximized === true;
    if (seen) made.once('ready-to-show', () => reveal(made));
    else giveUpLater(made);
    made.on('page-title-updated', (event) => event.preventDefault());
    made.webContents.on('media-started-playing', () => {
      sounds += 1;
      callOff();
    });
    const left = (still: number): void => {
      sounds = Math.max(0, still);
      if (sounds === 0 && !made.isVisible()) giveUpLater(made);
    };
    made.webContents.on('media-paused', () => left(sounds - 1));
    // A page that died, or is loaded anew, says nothing any more of what it played.
    made.webContents.on('render-process-gone', () => left(0));
    made.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument && sounds > 0) left(0);
    });
    made.on('close', (event) => {
      remember(made);
      if (sounds === 0 || !options.mayHide()) return;
      event.preventDefault();
      made.hide();
      options.onClosed();
    });
    made.on('closed', () => {
      callOff();
      sounds = 0;
      window = null;
      options.onClosed();
    });
    reviveAfterCrash(made.webContents, options.faults, () => performance.now());
    void made.loadURL(`${pageOrigin}/index.html`);
    return made;
  };
  const open = (seen: boolean): void => {
    window = make(seen);
    options.onMade();
  };

  return {
    show() {
      callOff();
      if (window === null) {
        open(true);
        return;
      }
      if (window.isMinimized()) window.restore();
      reveal(window);
      window.focus();
    },
    load() {
      if (window === null) open(false);
    },
    send(channel, value) {
      if (window !== null && !window.webContents.isDestroyed()) window.webContents.send(channel, value);
    },
    current: () => window,
    isHeard: () => sounds > 0,
    owns: (webContentsId) => window !== null && window.webContents.id === webContentsId,
    keepPlace() {
      if (window !== null) remember(window);
    },
  };
};
