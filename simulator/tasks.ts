import { makeClip, clipView } from './clips.ts';
import { freeze, priceOf, settle } from './credits.ts';
import { seeded, seededUuid } from './seeded.ts';
import { demoSongs, madeLyrics, madeSong, type SongWords } from './words.ts';
import type { SimTask, TaskOptions, TaskStatus } from './model.ts';
import type { World } from './world.ts';

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const titleCase = (text: string): string =>
  text
    .split(/\s+/)
    .slice(0, 5)
    .join(' ')
    .replace(/[.,;:]$/, '')
    .slice(0, 50);

/** What the result will be called: as asked for, else from the demo's list, else from the seed. */
const wordsFor = (world: World, options: TaskOptions, seed: string): SongWords => {
  const input = options.input ?? {};
  const described = textOf(input['gpt_description_prompt']);
  // sunor-api.md 4.5 [D]: udio's prompt describes a style; only `lyrics` is sung.
  const sung = options.model === 'udio' ? undefined : textOf(input['prompt']);
  const asked = options.prompt ?? textOf(input['lyrics']) ?? sung ?? described;
  const fromSeed = madeSong(seeded(`${seed}:words`));
  let base = fromSeed;
  if (world.scenario === 'demo' && asked === undefined) {
    base = demoSongs[world.songs % demoSongs.length] ?? fromSeed;
    world.songs += 1;
  }
  const instrumental = input['make_instrumental'] === true || input['lyrics_type'] === 'instrumental';
  const lyrics = described === undefined ? (asked ?? base.prompt) : base.prompt;
  return {
    title:
      options.title ??
      textOf(input['title']) ??
      (described === undefined ? base.title : titleCase(described)),
    tags: options.tags ?? textOf(input['tags']) ?? base.tags,
    prompt: instrumental ? '' : lyrics,
  };
};

const inputOf = (options: TaskOptions, type: string, words: SongWords): Record<string, unknown> => {
  if (options.input !== undefined) return options.input;
  if (type === 'lyrics') return { prompt: options.prompt ?? `A song called ${words.title}` };
  if (type === 'upload') return { url: 'https://example.com/audio/demo.mp3' };
  if (type === 'concat') return { clip_id: seededUuid(`parent:${words.title}`) };
  return { prompt: words.prompt, tags: words.tags, title: words.title };
};

const uploadName = (input: Record<string, unknown>): string | undefined =>
  textOf(textOf(input['url'])?.split(/[?#]/)[0]?.split('/').pop());

/**
 * Makes a task and freezes its price. Ids follow from the world's seed and the number of tasks before it.
 * It runs from an eighth of its time on and is terminal at the end of it.
 */
export const makeTask = (world: World, options: TaskOptions): SimTask => {
  const seed = `${world.seed}:task:${world.made}`;
  world.made += 1;
  const id = options.id ?? seededUuid(seed);
  const type = options.type ?? 'music';
  const model = options.model ?? 'suno';
  const words = wordsFor(world, options, seed);
  const input = inputOf(options, type, words);
  const seconds = options.seconds ?? seeded(`${seed}:time`).between(...world.taskSeconds);
  const price = priceOf(model, type) ?? 10;
  const now = world.now();
  const single = type === 'upload' || type === 'concat';
  const count = type === 'lyrics' ? 0 : (options.clips ?? options.clip?.length ?? (single ? 1 : 2));
  const kind = type === 'upload' ? 'upload' : type === 'concat' ? 'concat' : 'gen';
  // sunor-api.md 9.5 [F]: an upload's title is its file name.
  const title = type === 'upload' ? (options.title ?? uploadName(input) ?? 'upload.mp3') : words.title;
  const task: SimTask = {
    id,
    key: options.key ?? world.ownKey,
    model,
    type,
    input,
    price,
    createdAt: now,
    runsAt: now + seconds * 125,
    endsAt: now + seconds * 1000,
    outcome: options.status ?? 'success',
    error:
      options.error ??
      (options.status === 'timeout' ? 'The task took too long' : 'Provider refused the prompt'),
    ...(options.errorCode === undefined ? {} : { errorCode: options.errorCode }),
    settled: false,
    clips: Array.from({ length: count }, (_, index) =>
      makeClip(world, {
        taskId: id,
        index,
        kind,
        model,
        words: { ...words, title },
        options: options.clip?.[index] ?? {},
      }),
    ),
    lyrics:
      type === 'lyrics'
        ? {
            id: seededUuid(`${seed}:lyrics`),
            title: words.title,
            text: madeLyrics(seeded(`${seed}:lyrics`)),
          }
        : null,
    shape: options.shape ?? (single ? 'object' : 'array'),
    told: null,
    overrides: options,
  };
  world.tasks.set(id, task);
  freeze(world.credits, price);
  return task;
};

/** sunor-api.md 3 [S]: pending, running, then one of the three terminal ones. */
export const statusOf = (task: SimTask, now: number): TaskStatus =>
  now >= task.endsAt ? task.outcome : now >= task.runsAt ? 'running' : 'pending';

/** Settles the credits of every task that has ended by now (sunor-api.md 6 [D]). */
export const settleEnded = (world: World): void => {
  const now = world.now();
  for (const task of world.tasks.values()) {
    if (task.settled || now < task.endsAt) continue;
    task.settled = true;
    settle(world.credits, task.price, task.outcome === 'success');
  }
};

const resultOf = (world: World, task: SimTask): unknown => {
  if ('result' in task.overrides) return task.overrides.result;
  // sunor-api.md 9.1 [F]: one object.
  if (task.lyrics !== null) return { ...task.lyrics, status: 'complete' };
  const clips = task.clips.map((clip) => clipView(world, task, clip));
  // sunor-api.md 5 [S] for music; 9.4 and 9.5 [F] for concat and upload, where both shapes are believable.
  return task.shape === 'array' ? clips : (clips[0] ?? null);
};

const outputOf = (world: World, task: SimTask, status: TaskStatus, now: number): unknown => {
  const wrapper = (
    state: string,
    progress: string | null,
    reason: string | null,
    result: unknown,
  ): unknown => ({
    task_type: task.type,
    status: state,
    progress,
    fail_reason: reason,
    result,
  });
  if ((status === 'pending' || status === 'running') && 'earlyOutput' in task.overrides)
    return task.overrides.earlyOutput;
  // sunor-api.md 2.2 [S] has both: null by the text, a wrapper with a null result by the example.
  if (status === 'pending') return null;
  if (status === 'running') {
    const part = (now - task.createdAt) / Math.max(1, task.endsAt - task.createdAt);
    return wrapper('processing', `${Math.min(99, Math.floor(part * 100))}%`, null, null);
  }
  if ('output' in task.overrides) return task.overrides.output;
  if (status === 'success') return wrapper('completed', '100%', null, resultOf(world, task));
  if (status === 'failure') return wrapper('failed', null, task.error, null);
  // What `output` holds on timeout is not documented (sunor-api.md 3, 11.2): null here, `output` overrides it.
  return null;
};

/** Links that had expired are replaced: what asking the task again does (sunor-api.md 5 [L]). */
export const renewLinks = (task: SimTask): void => {
  for (const clip of task.clips) {
    if (!clip.expired) continue;
    clip.expired = false;
    clip.link += 1;
  }
};

/** `data` of Get Task (sunor-api.md 2.2 [S]). */
export const taskView = (world: World, task: SimTask): Record<string, unknown> => {
  const now = world.now();
  const status = statusOf(task, now);
  const done = now >= task.endsAt;
  return {
    task_id: task.id,
    model: task.model,
    type: task.type,
    status: task.overrides.statusText ?? status,
    // Still the price on a task that failed, although it was given back [S].
    credits_cost: task.price,
    // As submitted; defaults are not filled in [S].
    input: task.input,
    output: outputOf(world, task, status, now),
    error: done && status !== 'success' ? task.error : null,
    ...(done && status !== 'success' && task.errorCode !== undefined ? { error_code: task.errorCode } : {}),
    created_at: new Date(task.createdAt).toISOString(),
    completed_at: done ? new Date(task.endsAt).toISOString() : null,
    ...task.overrides.extra,
  };
};

/** `data` of Create Task: no model, input or output in it (sunor-api.md 2.1 [D-old][N][O]). */
export const createdView = (task: SimTask): Record<string, unknown> => ({
  task_id: task.id,
  type: task.type,
  status: 'pending',
  credits_charged: task.price,
  created_at: new Date(task.createdAt).toISOString(),
});
