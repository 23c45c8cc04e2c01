import { ensureBuilt } from './building/fresh.ts';
import { electronFlags, lookAround } from './electron/arguments.ts';
import { resolveRuntime } from './electron/runtime.ts';
import { ensurePackages } from './system/install.ts';
import { ensureKeytar } from './system/keytar.ts';
import { runPackages } from './system/packages.ts';
import { projectRoot } from './tools/places.ts';

/** What starts the built app; the app's own arguments go after `args`. */
export interface Launch {
  executable: string;
  args: string[];
  version: string;
  fallback: boolean;
}

/** Everything but the build: system packages, keytar, Electron. What can be missed is only told of. */
export const preparedRuntime = async (env: NodeJS.ProcessEnv = process.env): Promise<Launch> => {
  await ensurePackages(runPackages, 'for Electron');
  await ensureKeytar();
  const runtime = await resolveRuntime(env);
  return { ...runtime, args: [...electronFlags(await lookAround(env)), projectRoot] };
};

/** Makes the app ready to start, whatever is missing, and says how to start it. */
export const preparedApp = async (env: NodeJS.ProcessEnv = process.env): Promise<Launch> => {
  const launch = await preparedRuntime(env);
  await ensureBuilt();
  const { executable, args, version, fallback } = launch;
  return { executable, args, version, fallback };
};
