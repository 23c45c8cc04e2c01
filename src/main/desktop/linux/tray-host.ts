import type { SessionBus } from './session-bus.ts';

/** Is there somewhere that shows the app's icon in a tray? */
export interface TrayHost {
  isThere(): boolean;
  onChange(listener: () => void): void;
}

const watcher = 'org.kde.StatusNotifierWatcher';

/** Who shows icons says so to the watcher (freedesktop.org, StatusNotifierItem: IsStatusNotifierHostRegistered). */
const askWatcher = async (bus: SessionBus): Promise<boolean> => {
  try {
    const [value] = await bus.call({
      ...{ destination: watcher, path: '/StatusNotifierWatcher' },
      ...{ interface: 'org.freedesktop.DBus.Properties', member: 'Get' },
      ...{ signature: 'ss', body: [watcher, 'IsStatusNotifierHostRegistered'] },
    });
    return (value as { value?: unknown } | undefined)?.value === true;
  } catch {
    // No watcher, no tray: GNOME has none without an extension.
    return false;
  }
};

/** Where every desktop has a tray: macOS and Windows. */
export const alwaysThere: TrayHost = { isThere: () => true, onChange: () => undefined };

/** Where none was found, or there is no bus to ask on. */
export const neverThere: TrayHost = { isThere: () => false, onChange: () => undefined };

/** Follows the tray of a Linux desktop, which comes and goes with its panel. */
export const followTrayHost = async (bus: SessionBus): Promise<TrayHost> => {
  const listeners = new Set<() => void>();
  let there = false;
  const look = async (): Promise<void> => {
    const now = await askWatcher(bus);
    if (now === there) return;
    there = now;
    listeners.forEach((listener) => listener());
  };
  bus.onSignal({ interface: watcher }, ({ member }) => {
    if (member.startsWith('StatusNotifierHost')) void look();
  });
  bus.onSignal({ interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged' }, ({ body }) => {
    if (body[0] === watcher) void look();
  });
  await look();
  return { isThere: () => there, onChange: (listener) => void listeners.add(listener) };
};
