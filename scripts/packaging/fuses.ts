import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { Stop } from '../tools/say.ts';

export type FuseName = keyof typeof FuseV1Options;

/**
 * Every fuse of Electron, named and set, so that none keeps a value that nobody chose
 * (electronjs.org/docs/latest/tutorial/fuses). The type demands a line for each that the library knows.
 */
export const fuses: Readonly<Record<FuseName, boolean>> = {
  // The app's program is no Node for others: nobody runs a script under its name and rights.
  RunAsNode: false,
  // What Chromium keeps is encrypted with a key from the system's keychain.
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // Checked by the runtime on macOS and Windows; Linux has no such check.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  // We ship no snapshot of our own for the main process.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // Pages come over a scheme of our own, never from file://.
  GrantFileProtocolExtraPrivileges: false,
  // Chromium's own way of catching out-of-bounds access of WebAssembly, which SQLite is here: fast and as safe.
  WasmTrapHandlers: true,
};

const isName = (name: string): name is FuseName => Object.hasOwn(fuses, name);

/** What the fuses of an executable (or of a .app) are set to; older runtimes have fewer. Throws `Stop` at one without a name. */
export const readFuses = async (executable: string): Promise<Map<FuseName, boolean>> => {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable);
  const found = new Map<FuseName, boolean>();
  for (const [index, state] of Object.entries(wire as Record<string, FuseState>)) {
    const name = FuseV1Options[Number(index)] ?? '';
    // A fuse that a runtime has given up does nothing any more, whatever it is set to.
    if (state === FuseState.REMOVED) continue;
    if (!isName(name)) throw new Stop(`The runtime has a fuse that nobody has decided on, number ${index}.`);
    found.set(name, state === FuseState.ENABLE);
  }
  return found;
};

/** Sets all fuses that this executable has, and reads them back. Throws `Stop` where one is not as it should be. */
export const setFuses = async (executable: string): Promise<void> => {
  const there = await readFuses(executable);
  const wanted = Object.fromEntries([...there.keys()].map((name) => [FuseV1Options[name], fuses[name]]));
  // macOS runs no program on arm64 whose signature broke; a real one replaces this later.
  const resetAdHocDarwinSignature = process.platform === 'darwin';
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature, ...wanted });
  for (const [name, on] of await readFuses(executable))
    if (on !== fuses[name]) throw new Stop(`The fuse ${name} could not be set.`);
};
