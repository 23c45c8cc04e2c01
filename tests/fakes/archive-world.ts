import { createHash } from 'node:crypto';
import { exportTo } from '../../src/core/archive/export.ts';
import { importFrom } from '../../src/core/archive/import.ts';
import { migrate } from '../../src/core/database/migrations.ts';
import { type ClipRecord, createClipStore } from '../../src/core/library/clip-store.ts';
import { createLyricStore } from '../../src/core/library/lyric-store.ts';
import { createNotices } from '../../src/core/notices/notices.ts';
import { createPlaylistStores } from '../../src/core/playlists/room.ts';
import { createSaidStore } from '../../src/core/library/said/said-store.ts';
import type { Archives, Files, Sql } from '../../src/core/ports.ts';
import { createItemStore, type SaveItemRecord } from '../../src/core/saving/item-store.ts';
import { sidecarName, sidecarText } from '../../src/core/saving/sidecar.ts';
import { newTask, type TaskRecord } from '../../src/core/tasks/task-record.ts';
import { createTaskStore } from '../../src/core/tasks/task-store.ts';
import type { WorkSteps } from '../../src/core/work.ts';
import { createFakeClock } from './clock.ts';

const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
const jpeg = Uint8Array.from([255, 216, 255, 224, 1, 2, 3]);

export interface ClipParts {
  title?: string;
  content?: string;
  cover?: boolean;
  /** With a sidecar, as formats have it that take no tag. */
  wav?: boolean;
}

/** A library to export from or to import into, over any files and any database; the rooms of core are the real ones. */
export const createArchiveWorld = (options: {
  files: Files;
  archives: Archives;
  sql: Sql;
  folder: string;
}) => {
  const { files, sql, folder } = options;
  migrate(sql);
  const clock = createFakeClock();
  const clips = createClipStore(sql);
  const lyrics = createLyricStore(sql);
  const tasks = createTaskStore(sql);
  const items = createItemStore(sql);
  const notices = createNotices(sql, clock);
  const remembered: string[] = [];
  const room = {
    ...{ clock, files, archives: options.archives, sql, tasks, items, clips, lyrics, notices },
    ...createPlaylistStores(sql),
    said: createSaidStore(sql),
    ...{ libraryFolder: () => folder, profileId: 'feedbeef', checkFolder: files.checkFolder },
    remember: (ids: string[]) => void remembered.push(...ids),
    atomically: <T>(work: () => T): T => sql.transaction(work),
  };
  const at = (name: string): string => files.join(folder, name);

  const write = async (name: string, content: Uint8Array | string): Promise<void> => {
    const part = await files.createPart(at(`${name}.new`));
    if (!part.ok) throw new Error(part.problem.code);
    await part.value.write(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    await part.value.finish();
    const published = await files.publish(at(`${name}.new`), at(name));
    if (!published.ok) throw new Error(published.problem.code);
  };

  const clipOf = (
    n: number,
    { title = `Song ${n}`, content = `sound ${n}`, ...more }: ClipParts,
  ): ClipRecord => ({
    ...{ id: `clip-${n}`, taskId: `task-${n}`, type: 'music', title, style: 'waltz', model: 'chirp' },
    ...{ duration: 30.5, createdAt: 1000 + n, savedAt: 2000 + n, position: 0, lyrics: 'la\nla' },
    audio: `${title} [clip${n}].${more.wav === true ? 'wav' : 'mp3'}`,
    cover: more.cover === true ? `${title} [clip${n}].jpg` : null,
    mime: more.wav === true ? 'audio/wav' : 'audio/mpeg',
    ...{ bytes: new TextEncoder().encode(content).length, sha256: sha256(content), audioSha256: null },
    provenance: {
      ...{ input: { prompt: `about ${n}` }, taskModel: 'suno', credits: 10 },
      ...{ taskCreatedAt: '2026-06-01T00:00:00.000Z', taskCompletedAt: null },
    },
  });

  const run = async <T>(
    how: (steps: WorkSteps) => Promise<T>,
    controller = new AbortController(),
  ): Promise<T> => how({ signal: controller.signal, total: () => undefined, step: () => undefined });

  return {
    ...{ ...room, folder, at, write, remembered, clipOf },
    async addClip(n: number, parts: ClipParts = {}): Promise<ClipRecord> {
      const clip = clipOf(n, parts);
      await write(clip.audio, parts.content ?? `sound ${n}`);
      if (clip.cover !== null) await write(clip.cover, jpeg);
      if (parts.wav === true) {
        const {
          savedAt: _saved,
          duration: _duration,
          audio,
          cover: _cover,
          mime: _mime,
          bytes: _bytes,
          sha256: sum,
          id,
          ...tag
        } = clip;
        await write(sidecarName(audio), sidecarText({ sha256: sum, clip: { ...tag, clipId: id } }));
      }
      clips.add(clip);
      return clip;
    },
    async addSheet(n: number, file: string | null): Promise<void> {
      if (file !== null) await write(file, `text of sheet ${n}`);
      lyrics.add({
        ...{
          id: `lyrics:task-${n}`,
          taskId: `task-${n}`,
          title: `Sheet ${n}`,
          text: '[Verse]\nSalt',
          prompt: 'sea',
        },
        ...{ createdAt: 1, savedAt: 2, file },
      });
    },
    addTask(n: number, more: Partial<TaskRecord> = {}, ...states: SaveItemRecord['state'][]): void {
      tasks.put([
        {
          ...newTask(`task-${n}`, 500 + n),
          type: 'music',
          status: 'success',
          watch: 'done',
          nextCheckAt: null,
          ...more,
        },
      ]);
      states.forEach((state, position) =>
        items.write({
          ...{
            id: `clip-${n + position}`,
            taskId: `task-${n}`,
            position,
            title: `Song ${n}`,
            state,
            attempts: 1,
          },
          source: {
            kind: 'clip',
            clip: {
              ...{
                id: `clip-${n + position}`,
                title: `Song ${n}`,
                audioUrl: 'https://media.test/a.mp3',
                imageUrl: null,
              },
              ...{ duration: 30, style: '', lyrics: '', model: '' },
            },
          },
          ...{ nextTryAt: null, needsLink: false, deadlineAt: 5_000_000, problem: null, part: null },
        }),
      );
    },
    exportTo: (path: string, controller?: AbortController) =>
      run((steps) => exportTo(room, path, steps), controller),
    importFrom: (path: string, controller?: AbortController) =>
      run((steps) => importFrom(room, path, steps), controller),
    /** Everything that an archive carries, to be compared. Times of saving stay as they were. */
    async contents() {
      const records = sql
        .all('SELECT id FROM clips WHERE removed_at IS NULL ORDER BY id')
        .map((row) => clips.get(String(row['id'])));
      const hashes: Record<string, unknown> = {};
      for (const name of await files.list(folder)) {
        const hash = await files.sha256(at(name));
        if (hash.ok) hashes[name] = hash.value;
      }
      return {
        ...{ clips: records, files: hashes },
        sheets: sql.all('SELECT * FROM lyric_sheets ORDER BY id'),
        tasks: [...tasks.each()],
        items: [...tasks.each()].flatMap(({ id }) => items.ofTask(id)).sort((a, b) => (a.id < b.id ? -1 : 1)),
        notices: notices.list().map(({ id: _id, read: _read, ...notice }) => notice),
      };
    },
  };
};

export type ArchiveWorld = ReturnType<typeof createArchiveWorld>;
