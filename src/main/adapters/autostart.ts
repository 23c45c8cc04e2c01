import type { App } from 'electron';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../../shared/fault.ts';
import { autostartEntry, startsSomething } from './autostart-entry.ts';
import { fileProblem } from './file-problems.ts';

/** Starting at login, as the system has it: it may be changed there too. */
export interface Autostart {
  isOn(): boolean;
  /** Throws a Fault where the system refuses: autostart_denied, disk_full, disk_fault. */
  set(on: boolean): void;
}

/** Where an XDG desktop looks for what a user starts at login. Pure. */
export const autostartFolder = (env: Readonly<Record<string, string | undefined>>, home: string): string => {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  // A relative one is to be ignored, says the XDG Base Directory Specification.
  return join(config.startsWith('/') ? config : join(home, '.config'), 'autostart');
};

const refusedBy = (error: unknown, file: string): Fault => {
  const { code, detail } = fileProblem(error).problem;
  const isDisk = code === 'disk_full' || code === 'disk_fault';
  return new Fault(
    { code: isDisk ? code : 'autostart_denied', detail: `${file}: ${detail ?? ''}` },
    { cause: error },
  );
};

/** What a refusal left under way. A disk that does not let go of it either was told of already. */
const removeLeft = (file: string): void => {
  try {
    rmSync(file, { force: true });
  } catch {
    // No desktop reads a name that ends like this, and the next try writes over it.
  }
};

/** On Linux: an entry of the XDG autostart folder. `command` is what it runs. */
export const createXdgAutostart = (file: string, name: string, command: readonly string[]): Autostart => ({
  isOn() {
    try {
      return startsSomething(readFileSync(file, 'utf8'), existsSync);
    } catch {
      // Not there, or not to be read by us nor by the desktop: nothing is started.
      return false;
    }
  },
  set(on) {
    const next = `${file}.new`;
    try {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(next, autostartEntry(name, command));
      renameSync(next, file);
    } catch (error) {
      removeLeft(next);
      throw refusedBy(error, file);
    }
  },
});

/** On macOS and Windows: the system's login items. `args` come along on Windows only (see `wasOpenedAtLogin`). */
export const createLoginItem = (
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  path: string,
  args: string[],
): Autostart => ({
  isOn() {
    const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ path, args });
    // Windows alone says the second: what is switched off in its own list of what starts stays an item.
    return openAtLogin && (executableWillLaunchAtLogin as boolean | undefined) !== false;
  },
  set(on) {
    app.setLoginItemSettings({ openAtLogin: on, path, args });
  },
});
