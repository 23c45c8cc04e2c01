import { readdirSync, readFileSync } from 'node:fs';

/** Parent and command line of a process, or null where it has ended. */
const aboutProcess = (pid: string): { parent: number; line: string } | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything, brackets too (proc_pid_stat(5)).
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), line: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
  } catch {
    return null;
  }
};

/** Chromium writes its own arguments over the command line, with spaces where NUL stood. */
const isZygote = /[\s\0]--type=zygote(?:[\s\0]|$)/;

/**
 * Ends the processes that Chromium has set up on Linux to fork others from, before a command leaves. They go with us by
 * themselves, but for one that an app which we started may hold on to by an inherited socket; and they hold our output
 * open, so that whoever reads it to its end would wait as long as that app runs.
 */
export const endZygotes = (): void => {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const about = aboutProcess(pid);
    if (about?.parent !== process.pid || !isZygote.test(about.line)) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Ended meanwhile, or another user's (the sandbox's helper): it goes with us.
    }
  }
};
