/** The words of the simulated world. Wire names are those of sunor-api.md; everything else is ours. */

/** sunor-api.md 3 [S] */
export type TaskStatus = 'pending' | 'running' | 'success' | 'failure' | 'timeout';
export type Outcome = 'success' | 'failure' | 'timeout';

/** One finished piece of audio in a result. */
export interface SimClip {
  id: string;
  taskId: string;
  kind: 'gen' | 'upload' | 'concat';
  title: string;
  tags: string;
  /** The final lyrics; empty when instrumental. */
  prompt: string;
  model: { name: string; major: string };
  /** Whole MP3 frames: `frames * 1152 / 44100` seconds. */
  frames: number;
  /** What the music is made from. */
  seed: string;
  /** What each other song was made from that was given out in its place. */
  replaced: string[];
  /** Grows when the links were replaced; old links then answer 403. */
  link: number;
  expired: boolean;
  /** Taken as they are instead of what the world would say. */
  claims: ClipClaims;
}

/** What the API says of a clip, in place of the truth. */
export interface ClipClaims {
  audioUrl?: string | null;
  imageUrl?: string | null;
  /** Seconds. */
  duration?: number | null;
  extra?: Record<string, unknown>;
}

export interface SimTask {
  id: string;
  key: string;
  model: string;
  type: string;
  input: Record<string, unknown>;
  /** Credits. */
  price: number;
  /** ms since the epoch. */
  createdAt: number;
  runsAt: number;
  endsAt: number;
  outcome: Outcome;
  error: string;
  errorCode?: string;
  settled: boolean;
  clips: SimClip[];
  lyrics: { id: string; title: string; text: string } | null;
  shape: 'array' | 'object';
  /** `data` of the last answer that was given about it; null before the first. */
  told: Record<string, unknown> | null;
  overrides: Pick<TaskOptions, 'result' | 'output' | 'earlyOutput' | 'statusText' | 'extra'>;
}

export interface ClipOptions extends ClipClaims {
  id?: string;
  title?: string;
  tags?: string;
  prompt?: string;
  /** How long the audio really is. */
  seconds?: number;
}

/** A task made by a test. What is left out comes from the world's seed. */
export interface TaskOptions {
  id?: string;
  /** `music` by default. An unknown type gives a music-like result. */
  type?: string;
  model?: string;
  title?: string;
  prompt?: string;
  tags?: string;
  /** The input to echo; made from the other fields when left out. */
  input?: Record<string, unknown>;
  /** How many clips; 2 for music. */
  clips?: number;
  /** Clip by clip; its length wins over `clips` when that is left out. */
  clip?: ClipOptions[];
  status?: Outcome;
  error?: string;
  /** sunor-api.md 3 [L] only; absent unless asked for. */
  errorCode?: string;
  /** Seconds until the task is terminal. */
  seconds?: number;
  /** Of concat and upload: one clip, or an array with it (sunor-api.md 9.4). Music: array. */
  shape?: 'array' | 'object';
  /** Replaces `output.result` once terminal. */
  result?: unknown;
  /** Replaces the whole `output` once terminal. */
  output?: unknown;
  /** Replaces the whole `output` before that. */
  earlyOutput?: unknown;
  /** Replaces `data.status` in every answer, for statuses nobody knows yet. */
  statusText?: string;
  /** More fields for `data`. */
  extra?: Record<string, unknown>;
  /** Which key owns it; the world's by default. Another's task is a 404 (sunor-api.md 2.2 [S]). */
  key?: string;
}

export interface SimulatorOptions {
  /** The same seed gives the same ids, titles, durations and bytes. */
  seed?: string;
  key?: string;
  /** 0, the default, takes any free port. */
  port?: number;
  mediaPort?: number;
  /** How long a task takes; a pair is a range. Default 6 to 14 s. */
  taskSeconds?: number | [number, number];
  credits?: number;
  /** Requests a minute for one key. */
  rateLimit?: number;
  /** How long a song lasts. Default 20 to 45 s. */
  songSeconds?: [number, number];
  /** Also sends the two older rate-limit headers (sunor-api.md 8, older statement). */
  oldRateHeaders?: boolean;
  /** `empty`, the default, takes words from the seed; `demo` goes through a list of songs in order. */
  scenario?: 'demo' | 'empty';
  /** ms since the epoch; the real time by default. */
  now?: () => number;
}

export interface RecordedRequest {
  /** ms since the epoch. */
  at: number;
  server: 'api' | 'media';
  method: string;
  /** With the query. */
  path: string;
  /** null while it is under way, or when the connection was broken on purpose. */
  status: number | null;
  /** Whether a key came along, and whether it was a good one. The key itself is never kept. */
  key: 'none' | 'good' | 'wrong';
  /** The Range header of a media request, and its If-Range. */
  range: string | null;
  ifRange: string | null;
}
