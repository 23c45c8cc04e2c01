import { type RenamePlan, type RenameReport, shownRenames } from '../../../shared/file-names.ts';
import { ok, type Result } from '../../../shared/problem.ts';
import type { Files, Log } from '../../ports.ts';
import { isFolderProblem } from '../../saving/problem-kinds.ts';
import type { WorkSteps } from '../../work.ts';
import { removeEmpty } from '../names.ts';
import { coverFor, renameFiles } from './rename-files.ts';
import { type Plan, type PlannedRename, planRenames } from './rename-plan.ts';
import type { Rename, RenameStore } from './rename-store.ts';

/** Gives the library's files the names that the template wants, and takes that back. */
export interface Renaming {
  /** What `run` would do now. Changes nothing. Problems: those of the library folder. */
  plan(): Promise<Result<RenamePlan>>;
  /**
   * Renames file after file; stopped, what is done stays done. One that cannot be renamed keeps its name and holds up
   * no other. Problems: those of the library folder.
   */
  run(steps: WorkSteps): Promise<Result<RenameReport>>;
  /** Gives the clips that the last run renamed their names back. Problems as of `run`. */
  back(steps: WorkSteps): Promise<Result<RenameReport>>;
  /** Completes what was killed on the way, so that disk and database agree. Does nothing while the folder is not there. */
  settle(): Promise<void>;
}

interface RenamingOptions {
  files: Files;
  log: Log;
  store: RenameStore;
  libraryFolder: () => string;
  fileNames: () => string;
  checkFolder: (folder: string) => Promise<Result<void>>;
  /** Keeps saving, removing and looking still; gives how to let them go on. */
  hold: () => Promise<() => void>;
}

/** Renames that are remembered at once: a flush of the disk for so many. */
const batch = 50;
const longestList = 20;

export const createRenaming = (options: RenamingOptions): Renaming => {
  const { files, log, store, libraryFolder } = options;

  /** On disk first, then in the database. */
  const perform = async (rename: Rename, keep: boolean): Promise<Result<void>> => {
    const cover = store.one(rename.id)?.cover ?? null;
    const ours = cover !== null && !store.isCoverOfOthers(cover, rename.id) ? cover : null;
    const renamed = await renameFiles(files, libraryFolder(), rename, ours);
    if (!renamed.ok) return renamed;
    const wanted = ours === null ? null : coverFor(rename.becomes, ours);
    const moved = wanted !== null && (await files.exists(files.join(libraryFolder(), wanted)));
    store.done(rename, moved ? wanted : cover, keep);
    return ok(undefined);
  };

  const performAll = async (plan: Plan, keep: boolean, steps: WorkSteps): Promise<Result<RenameReport>> => {
    const { renames, stay, missing } = plan;
    const report: RenameReport = { renamed: 0, stayed: stay, missing, failed: [], stopped: false };
    steps.total(renames.length);
    const done: string[] = [];
    let stopped: Result<RenameReport> | null = null;
    for (let at = 0; at < renames.length && stopped === null; at += batch) {
      const some = renames.slice(at, at + batch);
      store.intend(some);
      let left: PlannedRename[] = some;
      while (left.length > 0 && stopped === null) {
        const [rename, ...rest] = left;
        if (rename === undefined || steps.signal.aborted) break;
        left = rest;
        const renamed = await perform(rename, keep);
        if (renamed.ok) {
          report.renamed += 1;
          done.push(rename.was);
        } else {
          log.warn('not renamed', { clip: rename.id, code: renamed.problem.code });
          store.drop([rename.id]);
          report.stayed += 1;
          if (report.failed.length < longestList) report.failed.push(rename.title);
          const there = isFolderProblem(renamed.problem) ? await options.checkFolder(libraryFolder()) : null;
          if (there?.ok === false) stopped = there;
        }
        steps.step();
      }
      store.drop(left.map(({ id }) => id));
      if (steps.signal.aborted) {
        report.stopped = true;
        break;
      }
    }
    await removeEmpty(files, libraryFolder(), done);
    return stopped ?? ok(report);
  };

  /** With everybody else still, and the folder there. */
  const within = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const release = await options.hold();
    try {
      const there = await options.checkFolder(libraryFolder());
      if (!there.ok) return there;
      await settle();
      return await work();
    } finally {
      release();
    }
  };

  const planned = (): Promise<Plan> =>
    planRenames({ files, store, folder: libraryFolder() }, options.fileNames());

  const settle = async (): Promise<void> => {
    const due = store.due();
    if (due.length === 0 || !(await options.checkFolder(libraryFolder())).ok) return;
    for (const rename of due) {
      const renamed = await perform(rename, true);
      if (renamed.ok) continue;
      if (isFolderProblem(renamed.problem)) return;
      store.drop([rename.id]);
    }
    log.info('names completed', { clips: due.length });
  };

  return {
    async plan() {
      const there = await options.checkFolder(libraryFolder());
      if (!there.ok) return there;
      const { renames, stay, missing } = await planned();
      return ok({
        ...{ rename: renames.length, stay, missing, back: store.countBack() },
        numbered: renames.filter(({ numbered }) => numbered).length,
        first: renames
          .slice(0, shownRenames)
          .map(({ id, was, becomes, numbered }) => ({ id, from: was, to: becomes, numbered })),
      });
    },
    run: (steps) =>
      within(async () => {
        const plan = await planned();
        // What was done before can no longer be told from what is done now.
        if (plan.renames.length > 0) store.forget();
        return performAll(plan, true, steps);
      }),
    back: (steps) =>
      within(() => {
        const renames = store.back().map(({ id, was, becomes }) => ({
          ...{ id, was: becomes, becomes: was, numbered: false },
          title: store.one(id)?.title ?? becomes,
        }));
        return performAll({ renames, stay: 0, missing: 0 }, false, steps);
      }),
    settle,
  };
};
