import type { SessionBus } from './session-bus.ts';

/** Each desktop's screen saver tells of the lock under a name of its own; KDE's and most others' is the first. */
const savers = ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map((name) => `org.${name}.ScreenSaver`);

/** Calls back when the screen is unlocked, of which Electron does not tell on Linux. Twice at once does no harm. */
export const onUnlock = (bus: Pick<SessionBus, 'onSignal'>, listener: () => void): void => {
  for (const saver of savers)
    bus.onSignal({ interface: saver, member: 'ActiveChanged' }, ({ body: [locked] }) => {
      if (locked === false) listener();
    });
};
