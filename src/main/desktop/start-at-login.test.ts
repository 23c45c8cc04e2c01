import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../shared/fault.ts';
import {
  type Autostart,
  autostartFolder,
  createLoginItem,
  createXdgAutostart,
} from '../adapters/autostart.ts';
import { createStartAtLogin, entryName, startArguments, wasOpenedAtLogin } from './start-at-login.ts';

describe('how this very app is started again', () => {
  const own = { command: '/app', lead: ['--no-sandbox', '/folder'], userDataDir: '/data/of mine' };

  it('is with what Electron needs, the same profile, and out of sight or not', () => {
    const [...lead] = own.lead;
    expect(startArguments(own, true)).toEqual([...lead, '--user-data-dir=/data/of mine', '--hidden']);
    expect(startArguments(own, false)).toEqual([...lead, '--user-data-dir=/data/of mine']);
    expect(startArguments({ ...own, lead: [], userDataDir: null }, true)).toEqual(['--hidden']);
  });

  it('has an entry for each profile, the same each time', () => {
    expect(entryName(null)).toBe('cliploft.desktop');
    expect(entryName('/data')).toMatch(/^cliploft-[0-9a-f]{8}\.desktop$/);
    expect(entryName('/data')).toBe(entryName('/data'));
    expect(entryName('/data')).not.toBe(entryName('/data2'));
    // Nothing of a path gets into a name.
    expect(entryName('../../etc/passwd')).toMatch(/^cliploft-[0-9a-f]{8}\.desktop$/);
  });
});

it.each<[NodeJS.Platform, boolean, boolean]>([
  ['darwin', true, true],
  ['darwin', false, false],
  ['win32', true, false],
  ['linux', true, false],
])('knows on %s whether the system started it (%s)', (platform, says, was) => {
  const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: says }) as never };
  expect(wasOpenedAtLogin(app, platform)).toBe(was);
});

it.each([
  [{ XDG_CONFIG_HOME: '/config' }, '/config/autostart'],
  [{ XDG_CONFIG_HOME: 'config' }, '/home/mara/.config/autostart'],
  [{ XDG_CONFIG_HOME: '' }, '/home/mara/.config/autostart'],
  [{}, '/home/mara/.config/autostart'],
])('with %j looks where the desktop looks', (env, folder) => {
  expect(autostartFolder(env, '/home/mara')).toBe(folder);
});

describe('an entry of the desktop', () => {
  const app = process.execPath;
  let folder: string;
  let file: string;
  const entry = (): Autostart => createXdgAutostart(file, 'Cliploft', [app, '--hidden']);
  const refusal = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    throw new Error('nothing was refused');
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cliploft-autostart-'));
    file = join(folder, 'config', 'autostart', 'cliploft.desktop');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('starts nothing, and says so, once its program is gone', () => {
    const program = join(folder, 'Clip loft.AppImage');
    writeFileSync(program, '');
    const autostart = createXdgAutostart(file, 'Cliploft', [program, '--hidden']);
    autostart.set(true);
    expect(autostart.isOn()).toBe(true);
    // A desktop skips such an entry by itself, instead of telling of an error at each login.
    expect(readFileSync(file, 'utf8')).toContain(`TryExec=${program}\n`);
    rmSync(program);
    expect(autostart.isOn()).toBe(false);
  });

  it('is written with its folders, read back, and gone again', () => {
    const autostart = entry();
    expect(autostart.isOn()).toBe(false);
    autostart.set(true);
    expect(autostart.isOn()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(`Exec=${app} --hidden\n`);
    expect(readdirSync(join(file, '..'))).toEqual(['cliploft.desktop']);
    expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
    autostart.set(false);
    autostart.set(false);
    expect([autostart.isOn(), existsSync(file)]).toEqual([false, false]);
  });

  it('takes the place of one that the desktop has switched off', () => {
    entry().set(true);
    writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`);
    expect(entry().isOn()).toBe(false);
    entry().set(true);
    expect(entry().isOn()).toBe(true);
  });

  it('that cannot be written is a fault that names it, and nothing pretends to be on', () => {
    writeFileSync(join(folder, 'config'), 'no folder');
    const error = refusal(() => entry().set(true));
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ problem: { code: 'autostart_denied', detail: `${file}: ENOTDIR` } });
    expect(entry().isOn()).toBe(false);
  });

  it('that something else has the name of is a fault, and leaves nothing under way', () => {
    mkdirSync(join(file, 'within'), { recursive: true });
    expect(refusal(() => entry().set(true))).toBeInstanceOf(Fault);
    expect(readdirSync(join(file, '..'))).toEqual(['cliploft.desktop']);
    expect(refusal(() => entry().set(false))).toBeInstanceOf(Fault);
    expect([entry().isOn(), existsSync(join(file, 'within'))]).toEqual([false, true]);
  });
});

describe('a login item of macOS and Windows', () => {
  it('is the system’s, by path and arguments', () => {
    const app = { getLoginItemSettings: vi.fn(), setLoginItemSettings: vi.fn() };
    app.getLoginItemSettings.mockReturnValue({ openAtLogin: true });
    const item = createLoginItem(app, '/app', ['--hidden']);
    expect(item.isOn()).toBe(true);
    expect(app.getLoginItemSettings).toHaveBeenCalledWith({ path: '/app', args: ['--hidden'] });
    // Switched off in Windows' own list of what starts: the item is still there.
    app.getLoginItemSettings.mockReturnValue({ openAtLogin: true, executableWillLaunchAtLogin: false });
    expect(item.isOn()).toBe(false);
    app.getLoginItemSettings.mockReturnValue({ openAtLogin: true, executableWillLaunchAtLogin: true });
    expect(item.isOn()).toBe(true);
    item.set(false);
    expect(app.setLoginItemSettings.mock.calls).toEqual([
      [{ openAtLogin: false, path: '/app', args: ['--hidden'] }],
    ]);
  });
});

describe('the setting', () => {
  let on: boolean;
  const set = vi.fn<(next: boolean) => void>();
  const system: Autostart = { isOn: () => on, set };
  beforeEach(() => {
    on = false;
    set.mockReset().mockImplementation((next) => {
      on = next;
    });
  });

  it('is what the system says, at the start and after each change', () => {
    const setting = createStartAtLogin(system);
    expect(setting.isOn()).toBe(false);
    setting.set(true);
    expect(setting.isOn()).toBe(true);
  });

  it('hears of a change in the system when it looks, and says whether there was one', () => {
    const setting = createStartAtLogin(system);
    on = true;
    expect([setting.isOn(), setting.look(), setting.isOn(), setting.look()]).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it('does not pretend where the system takes it and does not keep it', () => {
    set.mockImplementation(() => undefined);
    const setting = createStartAtLogin(system);
    setting.set(true);
    expect(setting.isOn()).toBe(false);
  });

  it('stays as it was where the system refuses', () => {
    set.mockImplementation(() => {
      throw new Fault({ code: 'disk_full' });
    });
    const setting = createStartAtLogin(system);
    expect(() => setting.set(true)).toThrow(Fault);
    expect([setting.isOn(), setting.look()]).toEqual([false, false]);
  });
});
