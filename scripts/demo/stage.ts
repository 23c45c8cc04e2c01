import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Desktop } from '../desktop/desktop.ts';
import { driveApp, type DrivenApp } from '../driving/app.ts';
import type { Launch } from '../prepare.ts';
import { projectRoot } from '../tools/places.ts';

const pictures = join(projectRoot, 'demo-output');

/** Where the story plays: one profile, one library folder, and the app that is running. */
export interface Stage {
  readonly desktop: Desktop;
  readonly profile: string;
  readonly library: string;
  /** Starts the app on this stage, after the one before has ended. */
  open(args: readonly string[], env?: Record<string, string>): Promise<Page>;
  /** The running app's page. */
  page(): Promise<Page>;
  quit(): Promise<void>;
  /** One step of the story: its name, then each evidence that it gives, then how long it took. */
  step(name: string, play: (evidence: (line: string) => void) => Promise<void>): Promise<void>;
  /** Keeps a picture in demo-output/. */
  picture(name: string): Promise<void>;
  /** When something went wrong: a last picture, and the ends of the app's output and log. */
  wreckage(): Promise<string>;
  clear(): Promise<void>;
}

/** SHA-256 of a file, hex. */
export const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** The files below a folder that hold a text in their bytes. */
export const filesWith = async (folder: string, text: string): Promise<{ read: number; found: string[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const file of files) if ((await readFile(file)).includes(text)) found.push(file);
  return { read: files.length, found };
};

/** Sets the stage: empty folders of its own and an empty demo-output/. */
export const setStage = async (launch: Launch, desktop: Desktop): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-demo-'));
  const [profile, library] = [join(folder, 'profile'), join(folder, 'library')];
  await mkdir(library);
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  let app: DrivenApp | null = null;
  let taken = 0;
  let steps = 0;

  const page = (): Promise<Page> => {
    if (app === null) throw new Error('No app is open.');
    return app.page();
  };
  const picture = async (name: string): Promise<void> => {
    taken += 1;
    const file = `${String(taken).padStart(2, '0')}-${name}.png`;
    await (await page()).screenshot({ path: join(pictures, file), animations: 'disabled' });
  };
  const quit = async (): Promise<void> => {
    await app?.close();
    app = null;
  };
  return {
    desktop,
    profile,
    library,
    open: async (args, env = {}) => {
      await quit();
      const folders = [`--user-data-dir=${profile}`, `--library-dir=${library}`];
      app = await driveApp({ launch, env: desktop.env, add: env, args: [...folders, ...args] });
      return app.page();
    },
    page,
    quit,
    step: async (name, play) => {
      steps += 1;
      console.log(`${String(steps)}. ${name}`);
      const start = Date.now();
      await play((line) => console.log(`     ${line}`));
      console.log(`     done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    },
    picture,
    wreckage: async () => {
      // Whatever went wrong may have taken the window with it, or come before there was one.
      if (app !== null && !app.ended()) await picture('wreckage').catch(() => undefined);
      const log = await readFile(join(profile, 'logs', 'main.log'), 'utf8').catch(() => '');
      return `${app?.output().slice(-3000) ?? ''}\n${log.slice(-3000)}`;
    },
    clear: async () => {
      await quit();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
