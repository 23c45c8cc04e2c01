import type { ExportReport } from '../../shared/contract.ts';
import { fail, ok, type Problem, type Result } from '../../shared/problem.ts';
import type { ClipRecord } from '../library/clip-store.ts';
import type { ArchiveEntry } from '../ports.ts';
import type { SaveItemRecord } from '../saving/item-store.ts';
import { sidecarName } from '../saving/sidecar.ts';
import type { TaskRecord } from '../tasks/task-record.ts';
import type { WorkSteps } from '../work.ts';
import { formatVersion, type Manifest, manifestName } from './format.ts';
import { createLines } from './lines.ts';
import type { ArchiveOptions } from './options.ts';
import { createPacker } from './packer.ts';
import { linesOf } from './playlist-lines.ts';
import { createRows } from './rows.ts';

const longestList = 20;
/** Lines of what is said of clips that are read at once. */
const saidAtOnce = 500;

/**
 * A task with its results. Parts of downloads are of this disk only, and when to try next is for whoever imports to
 * say. A result that was saved and removed since is one that is not wanted.
 */
const taskLine = (
  { nextCheckAt: _next, failures: _failures, ...task }: TaskRecord,
  items: readonly SaveItemRecord[],
  isRemoved: (item: SaveItemRecord) => boolean,
): unknown => ({
  ...task,
  items: items.map((record) => {
    const { taskId: _task, nextTryAt: _try, part: _part, ...item } = record;
    return item.state === 'saved' && isRemoved(record) ? { ...item, state: 'dropped' } : item;
  }),
});

/**
 * Writes everything but the key and the settings into one archive at `path` (format.ts tells what is in it). Of a clip
 * whose file is not there, or cannot be read, the record alone goes along. null when it was called off; nothing is left
 * of it then. Problems: folder_missing (the library's, or the archive's), and those of writing.
 */
export const exportTo = async (
  options: ArchiveOptions,
  path: string,
  steps: WorkSteps,
): Promise<Result<ExportReport | null>> => {
  const { clock, files, tasks, items, clips, lyrics } = options;
  const folder = options.libraryFolder();
  const rows = createRows(options.sql);
  const packer = createPacker(files, folder);
  const lines = {
    clips: createLines('clips'),
    sheets: createLines('sheets'),
    playlists: createLines('playlists'),
    said: createLines('said'),
    tasks: createLines('tasks'),
    notices: createLines('notices'),
  };
  const missing: string[] = [];
  let playlists = 0;
  const isRemoved = ({ source }: SaveItemRecord): boolean =>
    source.kind === 'clip' && clips.has(source.clip.id) && clips.get(source.clip.id) === null;

  // What stops the writing from within is told through the same signal as the user's stop.
  const controller = new AbortController();
  const halted: { by: Problem | null } = { by: null };
  const stop = (): void => controller.abort();
  const stopFor = (problem: Problem): void => {
    halted.by = problem;
    stop();
  };

  const soundFolder = async (): Promise<Result<void>> => {
    const there = await options.checkFolder(folder);
    // To be read it need not be writable.
    return there.ok || there.problem.code === 'folder_denied' ? ok(undefined) : there;
  };

  async function* clipEntries(clip: ClipRecord): AsyncGenerator<ArchiveEntry> {
    const audio = files.join(folder, clip.audio);
    // What lies there now counts: another program may have changed a tag since it was saved.
    const hash = await files.sha256(audio);
    const bytes = hash.ok ? await files.size(audio) : null;
    if (!hash.ok || bytes === null) {
      // One file that is gone is one thing, the whole folder another: half an archive would look like all of it.
      const there = await soundFolder();
      if (!there.ok) return stopFor(there.problem);
      if (missing.length < longestList) missing.push(clip.title || clip.audio);
      yield* lines.clips.add(clip);
      return;
    }
    const packed = packer.pack(clip.audio);
    yield* packed.entries;
    const cover =
      clip.cover !== null && (await files.size(files.join(folder, clip.cover))) !== null
        ? packer.pack(clip.cover)
        : null;
    yield* cover?.entries ?? [];
    const sidecar = sidecarName(clip.audio);
    if ((await files.size(files.join(folder, sidecar))) !== null) yield* packer.pack(sidecar).entries;
    yield* lines.clips.add({
      ...{ ...clip, audio: packed.name, cover: cover?.name ?? null, bytes },
      sha256: hash.value,
    });
  }

  async function* entries(): AsyncGenerator<ArchiveEntry> {
    for (let page = rows.clipIds(''); page.length > 0; page = rows.clipIds(page[page.length - 1] ?? '')) {
      for (const id of page) {
        const clip = clips.get(id);
        if (clip !== null) yield* clipEntries(clip);
        if (controller.signal.aborted) return;
        steps.step();
      }
    }
    yield* lines.clips.rest();
    for (let page = rows.sheets(''); page.length > 0; page = rows.sheets(page[page.length - 1]?.id ?? '')) {
      for (const sheet of page) {
        const isThere = sheet.file !== null && (await files.size(files.join(folder, sheet.file))) !== null;
        const packed = isThere && sheet.file !== null ? packer.pack(sheet.file) : null;
        yield* packed?.entries ?? [];
        yield* lines.sheets.add({ ...sheet, file: packed?.name ?? null });
        if (controller.signal.aborted) return;
        steps.step();
      }
    }
    yield* lines.sheets.rest();
    for (const list of options.lists.all()) {
      for (const line of linesOf(options.entries, list)) yield* lines.playlists.add(line);
      playlists += 1;
    }
    yield* lines.playlists.rest();
    for (let page = options.said.after(0, saidAtOnce); page.length > 0;) {
      for (const { line } of page) yield* lines.said.add(line);
      if (controller.signal.aborted) return;
      page = options.said.after(page[page.length - 1]?.n ?? 0, saidAtOnce);
    }
    yield* lines.said.rest();
    for (const task of tasks.each()) yield* lines.tasks.add(taskLine(task, items.lookUp(task.id), isRemoved));
    yield* lines.tasks.rest();
    // Oldest first, as they are put back.
    for (const { id: _id, ...notice } of options.notices.list().reverse()) yield* lines.notices.add(notice);
    yield* lines.notices.rest();
    const manifest: Manifest = {
      cliploft: 'archive',
      version: formatVersion,
      made: new Date(clock.now()).toISOString(),
      counts: {
        clips: lines.clips.count(),
        sheets: lines.sheets.count(),
        tasks: lines.tasks.count(),
        files: packer.count(),
      },
    };
    yield { name: manifestName, source: { text: `${JSON.stringify(manifest, null, 2)}\n` } };
  }

  const there = await soundFolder();
  if (!there.ok) return there;
  steps.total(clips.count() + lyrics.count());
  if (steps.signal.aborted) stop();
  steps.signal.addEventListener('abort', stop, { once: true });
  const written = await options.archives.write(path, entries(), controller.signal);
  steps.signal.removeEventListener('abort', stop);
  if (halted.by !== null) return { ok: false, problem: halted.by };
  if (steps.signal.aborted && !written.ok) return ok(null);
  if (!written.ok)
    return fail(written.problem.code, {
      ...written.problem,
      detail: `${path}: ${written.problem.detail ?? ''}`,
    });
  return ok({
    path,
    clips: lines.clips.count(),
    lyricSheets: lines.sheets.count(),
    tasks: lines.tasks.count(),
    ...{ bytes: written.value, missing },
    ...(playlists > 0 ? { playlists } : {}),
  });
};
