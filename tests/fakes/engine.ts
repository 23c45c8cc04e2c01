import type {
  DatabaseRecovery,
  Engine,
  EngineOptions,
  EngineSettings,
  OneRunKey,
} from '../../src/core/engine-api.ts';
import { createEngine } from '../../src/core/engine.ts';
import type { Ports, Sql } from '../../src/core/ports.ts';
import type { Notice } from '../../src/shared/snapshot.ts';
import type { Task } from '../../src/shared/task.ts';
import { createFakeAudio } from './audio.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { createFakeFiles, type FakeFiles } from './files.ts';
import { createFakeHttp, type FakeAnswer } from './http.ts';
import { createFakeLog } from './log.ts';
import { createFakeOnline } from './online.ts';
import { createFakeArchives } from './archives.ts';
import { createFakeBackups, type FakeBackups } from './backups.ts';
import { createFakeJournal, type FakeJournal } from './journal.ts';
import { createFakeSoundMeter } from './sound-meter.ts';
import { createFakeTags } from './tags.ts';
import { createFakeTrash } from './trash.ts';
import { createFakeSecrets } from './secrets.ts';
import { memoryIndex, memorySql } from './sql.ts';

export const apiBase = 'https://api.test/api/v1';
export const testKey = 'test-key-0123456789';

/** A task id that is easy to tell apart: the number stands at its end. */
export const taskId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** A clip id likewise. */
export const clipId = (n: number): string => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A clip object as sunor-api.md 5 has it. */
export const clipReply = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: clipId(n),
  audio_url: `https://media.test/${clipId(n)}.mp3`,
  image_url: `https://media.test/image_${clipId(n)}.jpeg`,
  title: `Song ${n}`,
  metadata: { duration: 30, tags: 'waltz, accordion' },
  ...more,
});

/** The body of a 200 of GET /task/{id}. */
export const taskReply = (id: string, status: string, more: Record<string, unknown> = {}): unknown => ({
  code: 200,
  data: {
    ...{ task_id: id, model: 'suno', type: 'music', status, credits_cost: 10 },
    ...{ input: { gpt_description_prompt: 'A slow harbour waltz' }, output: null, error: null },
    ...{ created_at: '2026-06-01T00:00:00.000Z', completed_at: null },
    ...more,
  },
});

export const doneReply = (id: string, result: unknown, more: Record<string, unknown> = {}): unknown =>
  taskReply(id, 'success', {
    output: { task_type: 'music', status: 'completed', progress: '100%', fail_reason: null, result },
    completed_at: '2026-06-01T00:01:00.000Z',
    ...more,
  });

const jpeg = Uint8Array.from([255, 216, 255, 224, 1, 2, 3]);

/** A whole engine over fakes: the API answers by `tasks`, the media host with bytes. */
export const createWorld = (
  options: {
    oneRunKey?: OneRunKey | null;
    secret?: string;
    settings?: Partial<EngineSettings>;
    /** Another computer's clock and disk, shared by this one. */
    beside?: { clock: FakeClock; files: FakeFiles };
    /** What chance gives, always. */
    chance?: number;
  } = {},
) => {
  const { clock, files } = options.beside ?? {
    clock: createFakeClock(),
    files: createFakeFiles({ folders: ['/music'] }),
  };
  const online = createFakeOnline();
  const secrets = createFakeSecrets(options.secret === undefined ? {} : { secret: options.secret });
  const log = createFakeLog();
  const sql = memorySql();
  const answers = new Map<string, FakeAnswer>();
  const media = {
    answer: (url: string): FakeAnswer => ({ body: url.endsWith('.jpeg') ? jpeg : `audio of ${url}` }),
  };
  const api = {
    balance: { body: { code: 200, data: { available: 90, frozen: 10, total: 100 } } } as FakeAnswer,
  };
  const http = createFakeHttp((request) => {
    if (!request.url.startsWith(apiBase)) return media.answer(request.url);
    if (request.url.endsWith('/account/balance')) return api.balance;
    return (
      answers.get(request.url.slice(`${apiBase}/task/`.length)) ?? {
        status: 404,
        body: { code: 404, message: 'Task not found' },
      }
    );
  });
  const audio = createFakeAudio({ files });
  const meter = createFakeSoundMeter({ files });
  const trash = createFakeTrash(files);
  const ports: Ports = {
    ...{ clock, random: () => options.chance ?? 0.5, http, files, audio, sql, secrets, online, log },
    ...{ index: memoryIndex(), sound: meter },
    ...{ tags: createFakeTags(files), trash, journal: createFakeJournal() },
    ...{ backups: createFakeBackups(clock), archives: createFakeArchives(files) },
  };
  const kept: string[] = [];

  const build = (
    how: {
      sql?: Sql;
      recovery?: DatabaseRecovery | null;
      libraryFolder?: string;
      given?: NonNullable<EngineOptions['given']>;
    } = {},
  ): Engine => {
    const over: Ports = { ...ports, sql: how.sql ?? sql };
    const made = createEngine(over, {
      settings: {
        libraryFolder: how.libraryFolder ?? '/music/Cliploft',
        fileNames: '{title} [{id}]',
        pollIntervalS: 5,
        apiBaseUrl: apiBase,
        ...options.settings,
      },
      locale: 'en',
      ...(how.given === undefined ? {} : { given: how.given }),
      oneRunKey: options.oneRunKey === undefined ? { key: testKey, where: 'environment' } : options.oneRunKey,
      keepLibraryFolder: (folder) => kept.push(folder),
      recovery: how.recovery ?? null,
    });
    if (!made.ok) throw new Error(made.problem.detail);
    return made.value;
  };
  const engine = build();
  const notices: Notice[] = [];
  engine.onNotice((notice) => notices.push(notice));
  return {
    ...{
      clock,
      files,
      trash,
      online,
      secrets,
      log,
      sql,
      http,
      audio,
      meter,
      answers,
      media,
      api,
      engine,
      notices,
      kept,
    },
    journal: ports.journal as FakeJournal,
    backups: ports.backups as FakeBackups,
    /** Another engine over the same disk and database, as after a restart; or over another database or folder. */
    restart: build,
    /** Answers for a task from now on. */
    answer: (id: string, body: unknown): void => void answers.set(id, { body }),
    /** The task as the page sees it. */
    task: (id: string, of: Engine = engine): Task => {
      const found = of.state().tasks.find((task) => task.id === id);
      if (found === undefined) throw new Error(`no task ${id}`);
      return found;
    },
    /** Paths of all files but the marker of the library folder, sorted. */
    paths: (): string[] =>
      [...files.disk.keys()].filter((path) => !path.endsWith('/.cliploft/library.json')).sort(),
    /** Requests for a task so far. */
    asked: (id: string): number =>
      http.requests.filter((request) => request.url.endsWith(`/task/${id}`)).length,
  };
};
