import { Notification } from 'electron';
import { type Activation, clipActions, fromArguments } from './activation.ts';
import type { Toaster } from './toaster.ts';

/** Notifications kept alive so that their clicks still count; a desktop shows far fewer. */
const keptAlive = 50;

type Heard = (activation: Activation) => void;

const follow = (toast: Notification, id: string, heard: Heard): void => {
  toast.on('click', () => heard({ id, key: 'default' }));
  // Older Electrons hand the place of the button on beside the event.
  toast.on('action', (event, ...older: unknown[]) => {
    const key = clipActions[typeof older[0] === 'number' ? older[0] : event.actionIndex];
    if (key !== undefined) heard({ id, key });
  });
};

/** Electron's own ways of hearing of notifications that an earlier run showed; older Electrons have none. */
interface Lasting {
  handleActivation?: typeof Notification.handleActivation;
  getHistory?: typeof Notification.getHistory;
}

/** Electron's notifications: macOS and Windows, and a Linux session whose bus does not let us in. */
export const createElectronToaster = (icon: string, platform: string): Toaster => {
  const lasting: Lasting = Notification;
  let alive: Notification[] = [];
  // Nobody else holds it, and one that is collected loses its click.
  const keep = (toast: Notification): void => void (alive = [...alive, toast].slice(-keptAlive));
  // Windows tells of every press in one place, whichever run showed the notification.
  const inOnePlace = platform === 'win32' && lasting.handleActivation !== undefined;
  let heard: Heard = () => undefined;
  return {
    async show({ id, title, body, actions }) {
      if (!Notification.isSupported()) return 'the system has none';
      const buttons = actions.map(({ label }) => ({ type: 'button' as const, text: label }));
      const toast = new Notification({ id, title, body, icon, actions: buttons });
      if (!inOnePlace) follow(toast, id, (activation) => heard(activation));
      keep(toast);
      return new Promise((resolve) => {
        toast.on('show', () => resolve(null));
        toast.on('failed', (_event, error) => resolve(error));
        toast.show();
        // Linux and Windows tell of no showing; that it was handed over has to do.
        if (platform !== 'darwin') resolve(null);
      });
    },
    onActivated(listener) {
      heard = listener;
      if (inOnePlace)
        lasting.handleActivation?.((details) => {
          const activation = fromArguments(details);
          if (activation !== null) heard(activation);
        });
      if (platform !== 'darwin' || lasting.getHistory === undefined) return;
      // Those of an earlier run are still in the notification centre.
      const earlier = (toasts: Notification[]): void => {
        for (const toast of toasts) {
          follow(toast, toast.id, (activation) => heard(activation));
          keep(toast);
        }
      };
      lasting.getHistory().then(earlier, () => undefined);
    },
    // What is shown starts the app again, and its click is followed then.
    hasShown: () => platform === 'linux' && alive.length > 0,
    async withdraw() {
      if (platform === 'linux') alive.forEach((toast) => toast.close());
    },
  };
};
