import { Notification } from 'electron';
import type { Toaster } from './toaster.ts';

/** Notifications kept alive so that their clicks still count; a desktop shows far fewer. */
const keptAlive = 50;

/** Electron's notifications: macOS and Windows, and a Linux session whose bus does not let us in. */
export const createElectronToaster = (icon: string): Toaster => {
  let alive: Notification[] = [];
  return {
    async show({ title, body, actions }, onAct) {
      if (!Notification.isSupported()) return 'the system has none';
      const buttons = actions.map(({ label }) => ({ type: 'button' as const, text: label }));
      const toast = new Notification({ title, body, icon, actions: buttons });
      const act = (index: number): void => {
        const action = actions[index];
        if (action !== undefined) onAct(action.key);
      };
      toast.on('click', () => onAct('default'));
      // Older Electrons hand the place of the button on beside the event.
      toast.on('action', (event, ...older: unknown[]) =>
        act(typeof older[0] === 'number' ? older[0] : event.actionIndex),
      );
      // Nobody else holds it, and one that is collected loses its click.
      alive = [...alive, toast].slice(-keptAlive);
      return new Promise((resolve) => {
        toast.on('show', () => resolve(null));
        toast.on('failed', (_event, error) => resolve(error));
        toast.show();
        // Linux and Windows tell of no showing; that it was handed over has to do.
        if (process.platform !== 'darwin') resolve(null);
      });
    },
  };
};
