import { Variant } from '@jellybrick/dbus-next';
import type { LauncherPlace } from '../launcher.ts';
import type { SessionBus } from './session-bus.ts';

/** By this name launchers find whom it concerns: the menu entry that packages install. */
const entry = 'application://cliploft.desktop';

/**
 * Progress and badge in the launchers of Linux desktops: Ubuntu's dock, Dash to Dock, Plasma's task manager, Plank. They
 * listen for Unity's signal (com.canonical.Unity.LauncherEntry, Update), which Electron sends only where Unity's own
 * library is installed.
 */
export const createLauncherEntry =
  (bus: Pick<SessionBus, 'emit'>): LauncherPlace =>
  ({ progress, unread }) =>
    bus.emit({
      path: '/cc/cliploft/app',
      interface: 'com.canonical.Unity.LauncherEntry',
      member: 'Update',
      signature: 'sa{sv}',
      body: [
        entry,
        {
          progress: new Variant('d', progress ?? 0),
          'progress-visible': new Variant('b', progress !== null),
          count: new Variant('x', BigInt(unread)),
          'count-visible': new Variant('b', unread > 0),
        },
      ],
    });
