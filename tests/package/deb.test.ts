import { extractFile } from '@electron/asar';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesktop, type Desktop } from '../../scripts/desktop/desktop.ts';
import { ask } from '../../scripts/driving/bridge.ts';
import { keychainEntries } from '../../scripts/driving/evidence.ts';
import { judgeAppFiles } from '../../scripts/packaging/app-files.ts';
import { fuses, readFuses } from '../../scripts/packaging/fuses.ts';
import { archivedFiles, filesBelow } from '../../scripts/packaging/stage-app.ts';
import { run } from '../../scripts/tools/run.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { en } from '../../src/shared/messages/en.ts';
import { addTasks, enterKey, eventually, playClip, untilPhase } from '../e2e/harness/steps.ts';
import { buildVersion, hashOf, testVersions, theRuntime } from './harness/built.ts';
import { choosePlace, type Place } from './harness/place.ts';
import { startPackaged, type Running } from './harness/running.ts';

const [older, newer] = testVersions;
const time = Date.UTC(2026, 10, 25) / 1000;

let folder: string;
/** The two versions, and the older one built once more. */
let debs: { older: string; newer: string; again: string };
/** The older one, unpacked. */
let inside: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cliploft-package-'));
  debs = {
    older: await buildVersion(older, time, join(folder, 'first')),
    again: await buildVersion(older, time, join(folder, 'again')),
    newer: await buildVersion(newer, time, join(folder, 'first')),
  };
  inside = join(folder, 'inside');
  expect(await run('dpkg-deb', ['-x', debs.older, inside])).toMatchObject({ code: 0 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the .deb', () => {
  const archive = (): string => join(inside, 'opt/Cliploft/resources/app.asar');

  it('is the same file whenever it is built from the same', async () => {
    expect(await hashOf(debs.again)).toBe(await hashOf(debs.older));
  });

  it('holds the files of the app and no others, within their budget', () => {
    const files = archivedFiles(archive());
    expect(files.length).toBeGreaterThan(10);
    expect(judgeAppFiles(files)).toEqual([]);
    const about = JSON.parse(extractFile(archive(), 'package.json').toString()) as Record<string, unknown>;
    expect(about).toMatchObject({ name: 'cliploft', version: older, desktopName: 'cliploft.desktop' });
    expect(about).not.toHaveProperty('devDependencies');
    expect(about).not.toHaveProperty('scripts');
  });

  it('starts nothing but that app: no other is beside it', async () => {
    expect((await filesBelow(join(inside, 'opt/Cliploft/resources'))).map(({ path }) => path)).toEqual([
      'app.asar',
      'app.asar.unpacked/node_modules/keytar/build/Release/keytar.node',
      'app.asar.unpacked/resources/icon.png',
    ]);
  });

  it('has every fuse of its runtime set as it was decided', async () => {
    const found = await readFuses(join(inside, 'opt/Cliploft/cliploft'));
    // Electron 12 had the first of them; 25 has seven.
    expect(found.size).toBeGreaterThanOrEqual(7);
    for (const [name, on] of found) expect(`${name} ${String(on)}`).toBe(`${name} ${String(fuses[name])}`);
    // And they do something: this would be a Node otherwise.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const program = join(inside, 'opt/Cliploft/cliploft');
    const asked = await run(program, ['-p', '40 + 2'], { env, limitMs: 20_000 });
    expect(asked.stdout).not.toContain('42');
    const plain = await run(theRuntime().executable, ['-p', '40 + 2'], { env, limitMs: 20_000 });
    expect(plain.stdout.trim()).toBe('42');
  });

  it('belongs to root, with a sandbox that works where users have no namespaces', async () => {
    const listed = (await run('dpkg-deb', ['-c', debs.older])).stdout.trim().split('\n');
    const strange = listed.filter((line) => !/^[-dl]\S+ root\/root /.test(line));
    expect(strange).toEqual([]);
    const modes = listed.filter((line) => /^-rws/.test(line)).map((line) => line.split(' ').pop());
    expect(modes).toEqual(['./opt/Cliploft/chrome-sandbox']);
    const writable = listed.filter((line) => /^[-d].....w|^[-d]........w/.test(line));
    expect(writable).toEqual([]);
  });

  it('has a menu entry, metadata, papers and icons that judge well', async () => {
    const entry = join(inside, 'usr/share/applications/cliploft.desktop');
    expect(await run('desktop-file-validate', [entry])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(entry, 'utf8')).toContain('MimeType=x-scheme-handler/cliploft;');
    const metainfo = join(inside, 'usr/share/metainfo/cc.cliploft.app.metainfo.xml');
    const judged = await run('appstreamcli', ['validate', '--no-net', '--no-color', metainfo]);
    expect(judged, judged.stdout).toMatchObject({ code: 0 });
    expect((await stat(join(inside, 'usr/share/doc/cliploft/copyright'))).size).toBeGreaterThan(1000);
    expect((await stat(join(inside, 'opt/Cliploft/LICENSES.chromium.html'))).size).toBeGreaterThan(1_000_000);
    const sizes = await readdir(join(inside, 'usr/share/icons/hicolor'));
    expect(sizes).toContain('scalable');
    for (const side of [16, 22, 24, 32, 48, 64, 96, 128, 256, 512])
      expect(sizes).toContain(`${String(side)}x${String(side)}`);
  });
});

describe('installed, used, updated and removed', () => {
  let place: Place;
  let desktop: Desktop;
  let simulator: Simulator;
  let home: string;
  let running: Running | null = null;
  /** What the library held before the update: file and hash. */
  let kept: Map<string, string>;

  const music = (): string => join(home, 'Music/Cliploft');
  const library = async (): Promise<Map<string, string>> => {
    const songs = (await filesBelow(music())).filter(({ path }) => path.endsWith('.mp3'));
    return new Map(
      await Promise.all(songs.map(async ({ path }) => [path, await hashOf(join(music(), path))] as const)),
    );
  };
  const start = async (): Promise<Running> => {
    const env = { ...desktop.env, HOME: home, SUNOR_API_URL: simulator.apiUrl };
    running = await startPackaged(await place.menuCommand(), env);
    return running;
  };

  beforeAll(async () => {
    place = await choosePlace();
    desktop = await startDesktop();
    simulator = await startSimulator();
    home = join(folder, 'home');
    await mkdir(join(home, 'Music'), { recursive: true });
  });

  afterAll(async () => {
    await running?.kill();
    await place.clear();
    await simulator.stop();
    await desktop.stop();
  });

  it('comes with its command, its menu entry and its links', async () => {
    await place.install(debs.older);
    expect(await place.has('opt/Cliploft/cliploft')).toBe(true);
    if (!place.byApt) return;
    expect((await run('sh', ['-c', 'command -v cliploft'])).stdout.trim()).toBe('/usr/bin/cliploft');
    expect((await run('dpkg', ['--verify', 'cliploft'])).stdout).toBe('');
    // The triggers have run: desktops ask here who opens such a link.
    const handlers = await run('gio', ['mime', 'x-scheme-handler/cliploft'], { env: desktop.env });
    expect(handlers.stdout).toContain('cliploft.desktop');
  });

  it('starts from its menu entry, keeps the key in the keychain, and saves a task', async () => {
    const { page } = await start();
    expect((await ask(page, 'app.snapshot')).app.version).toBe(older);
    await enterKey(page, simulator.key);
    await page.getByRole('region', { name: en.library.title }).waitFor();
    const mine = (await keychainEntries(desktop)).filter(({ service }) => service === 'Cliploft');
    expect(mine.map(({ secret }) => secret)).toEqual([simulator.key]);

    const made = simulator.createTask({ title: 'Packed Waltz', seconds: 1 });
    await addTasks(page, made.id);
    await untilPhase(page, made.id, 'saved');
    kept = await library();
    expect(kept.size).toBe(2);
    await playClip(page, 'Packed Waltz');
  });

  it('shows a window that desktops can tell to be its own', async () => {
    const tree = await run('xwininfo', ['-root', '-tree'], { env: desktop.env });
    const entry = await readFile(place.path('usr/share/applications/cliploft.desktop'), 'utf8');
    const wmClass = /^StartupWMClass=(.*)$/m.exec(entry)?.[1] ?? '';
    expect(wmClass).toBe('Cliploft');
    expect(tree.stdout).toMatch(new RegExp(`"Cliploft": \\("cliploft" "${wmClass}"\\)`));
  });

  it('ends in order when its session does', async () => {
    expect(await running?.quit()).toBe(0);
    running = null;
  });

  it('is updated over an older one with library, key and list as they were', async () => {
    await place.install(debs.newer);
    const { page } = await start();
    const snapshot = await ask(page, 'app.snapshot');
    expect(snapshot.app.version).toBe(newer);
    // The keychain is asked when the page is drawn.
    await eventually(async () =>
      expect((await ask(page, 'app.snapshot')).session).toMatchObject({ where: 'keychain' }),
    );
    expect(snapshot.tasks.map(({ title }) => title)).toEqual(['Packed Waltz']);
    expect(await library()).toEqual(kept);
    await playClip(page, 'Packed Waltz');

    const made = simulator.createTask({ title: 'After the Update', seconds: 1 });
    await addTasks(page, made.id);
    await untilPhase(page, made.id, 'saved');
    kept = await library();
    expect(kept.size).toBe(4);
    expect(await running?.quit()).toBe(0);
    running = null;
  });

  it('is removed, and leaves what is the user’s', async () => {
    await place.remove();
    for (const path of ['opt/Cliploft', 'usr/bin/cliploft', 'usr/share/applications/cliploft.desktop'])
      expect(await place.has(path)).toBe(false);
    if (place.byApt) {
      expect((await run('sh', ['-c', 'command -v cliploft'])).code).not.toBe(0);
      const handlers = await run('gio', ['mime', 'x-scheme-handler/cliploft'], { env: desktop.env });
      expect(handlers.stdout).not.toContain('cliploft.desktop');
    }
    expect(await library()).toEqual(kept);
    const profile = join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'Cliploft/library.db');
    expect((await stat(profile)).size).toBeGreaterThan(0);
    const mine = (await keychainEntries(desktop)).filter(({ service }) => service === 'Cliploft');
    expect(mine).toHaveLength(1);
  });
});
