import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBus } from './bus.ts';
import { startDisplay } from './display.ts';
import { startKeyring } from './keyring.ts';
import { startNotifications } from './notifications.ts';
import type { Service } from './service.ts';

export interface DesktopOptions {
  /** The keyring: open by default; `locked` with a password nobody knows; `none` for no keyring at all. */
  keyring?: 'open' | 'locked' | 'none';
  /** Is there a notification server? There is by default. */
  notifications?: boolean;
}

/** A desktop without a screen: display, session bus, keyring and notifications, all private. */
export interface Desktop {
  /** The environment for programs that are to live in it. */
  env: NodeJS.ProcessEnv;
  /** Where notifications are written down; null without a server. */
  notificationRecord: string | null;
  /** Takes everything down. */
  stop(): Promise<void>;
}

/** What must not leak in from the desktop that we were started from. */
const foreign =
  /^(WAYLAND_DISPLAY|DISPLAY|XAUTHORITY|DBUS_.*|GNOME_.*|XDG_(SESSION|CURRENT|DATA|CONFIG|STATE|RUNTIME).*|DESKTOP_.*)$/;

const privateEnv = (folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
  XDG_RUNTIME_DIR: join(folder, 'run'),
  XDG_DATA_HOME: join(folder, 'data'),
  XDG_CONFIG_HOME: join(folder, 'config'),
  XDG_STATE_HOME: join(folder, 'state'),
  CLIPLOFT_HEADLESS: '1',
  // There is nobody on this bus who could answer for assistive technology; GTK would wait for them.
  NO_AT_BRIDGE: '1',
});

/** Starts such a desktop. What was started before a part failed is taken down again. */
export const startDesktop = async (options: DesktopOptions = {}): Promise<Desktop> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-desktop-'));
  const services: Service[] = [];
  const stop = async (): Promise<void> => {
    process.off('exit', atExit);
    for (const service of services.reverse()) await service.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const atExit = (): void => services.forEach((service) => service.process.kill('SIGKILL'));
  process.on('exit', atExit);
  try {
    let env = privateEnv(folder);
    for (const name of ['run', 'data', 'config', 'state', 'bus'])
      await mkdir(join(folder, name), { mode: 0o700 });
    const display = await startDisplay(folder, env);
    services.push(display.service);
    env = { ...env, ...display.env };
    const bus = await startBus(join(folder, 'bus'), env);
    services.push(bus.service);
    env = { ...env, ...bus.env };
    if (options.keyring !== 'none') services.push(await startKeyring(folder, env, options.keyring ?? 'open'));
    let notificationRecord: string | null = null;
    if (options.notifications !== false) {
      const server = await startNotifications(folder, env);
      services.push(server.service);
      notificationRecord = server.record;
    }
    return { env, notificationRecord, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Does `work` in a desktop of its own, which is gone afterwards whatever happens, Ctrl+C included. */
export const withDesktop = async <T>(
  work: (desktop: Desktop) => Promise<T>,
  options: DesktopOptions = {},
): Promise<T> => {
  const desktop = await startDesktop(options);
  const interrupted = (signal: NodeJS.Signals): void => {
    void desktop.stop().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(desktop);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await desktop.stop();
  }
};
