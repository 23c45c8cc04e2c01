import { isThere, run } from '../tools/run.ts';
import { say } from '../tools/say.ts';
import { installedNames, missingOf, nameFor, type Package } from './packages.ts';

/** Which of the packages are missing; null where nobody can say, as it is no Debian. */
export const missingPackages = async (wanted: readonly Package[]): Promise<Package[] | null> => {
  if (process.platform !== 'linux' || !(await isThere('dpkg-query'))) return null;
  // It fails when one name is unknown, and still lists the others.
  const format = '${binary:Package} ${Status}\n';
  const listed = await run('dpkg-query', ['-W', '-f', format, ...wanted.flat()]);
  return missingOf(wanted, installedNames(listed.stdout));
};

const knownNames = async (missing: readonly Package[]): Promise<Set<string>> => {
  const listed = await run('apt-cache', ['policy', ...missing.flat()]);
  const known = new Set<string>();
  for (const match of listed.stdout.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (.*)$/gm))
    if (match[1] !== undefined && match[2] !== '(none)') known.add(match[1]);
  return known;
};

/** How to become root without a question: nothing, sudo, or null for not at all. */
export const asRoot = async (): Promise<string[] | null> => {
  if (process.geteuid?.() === 0) return [];
  return (await run('sudo', ['-n', 'true'], { limitMs: 10_000 })).code === 0 ? ['sudo', '-n'] : null;
};

const apt = async (root: string[], args: string[]): Promise<boolean> => {
  const options = ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];
  const line = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...args];
  const done = await run(line[0] ?? '', line.slice(1), { limitMs: 10 * 60_000 });
  if (done.code !== 0) say(done.stderr.trim().split('\n').slice(-3).join('\n'));
  return done.code === 0;
};

/**
 * Sees to it that system packages are there: installs them where that needs no question, else names them
 * in one line to paste. Returns the line, or null when all is well (or nobody can say).
 */
export const ensurePackages = async (wanted: readonly Package[], what: string): Promise<string | null> => {
  let missing = await missingPackages(wanted);
  if (missing === null || missing.length === 0) return null;
  const root = await asRoot();
  if (root !== null) {
    let known = await knownNames(missing);
    // A bare machine has no lists of packages yet.
    if (missing.some((names) => !names.some((name) => known.has(name)))) {
      await apt(root, ['update']);
      known = await knownNames(missing);
    }
    const names = missing.map((each) => nameFor(each, known));
    say(`Installing system packages ${what}: ${names.join(' ')}`);
    const install = ['install', '-y', '--no-install-recommends', ...names];
    // Lists that are out of date name files that are gone.
    if (!(await apt(root, install)) && (await apt(root, ['update']))) await apt(root, install);
    missing = (await missingPackages(missing)) ?? [];
    if (missing.length === 0) return null;
  }
  const known = await knownNames(missing);
  const line = `sudo apt-get install -y ${missing.map((names) => nameFor(names, known)).join(' ')}`;
  say(`Missing ${what}; please run:  ${line}`);
  return line;
};
