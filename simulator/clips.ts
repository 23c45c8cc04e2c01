import { seeded, seededUuid } from './seeded.ts';
import type { ClipOptions, SimClip, SimTask } from './model.ts';
import type { SongWords } from './words.ts';
import type { World } from './world.ts';

/** Seconds in one MP3 frame at 44.1 kHz. */
export const FRAME_SECONDS = 1152 / 44_100;

interface ClipPlan {
  taskId: string;
  index: number;
  kind: SimClip['kind'];
  model: string;
  words: SongWords;
  options: ClipOptions;
}

/** Makes one clip and enters it into the world. Its length is whole frames, so the API can name it exactly. */
export const makeClip = (world: World, plan: ClipPlan): SimClip => {
  const { options, words } = plan;
  const seed = `${world.seed}:clip:${plan.taskId}:${plan.index}`;
  const seconds = options.seconds ?? seeded(`${seed}:length`).between(...world.songSeconds);
  const { audioUrl, imageUrl, duration, extra } = options;
  const clip: SimClip = {
    id: options.id ?? seededUuid(seed),
    taskId: plan.taskId,
    kind: plan.kind,
    title: options.title ?? words.title,
    tags: options.tags ?? words.tags,
    prompt: options.prompt ?? words.prompt,
    // sunor-api.md 4.1 [D], 4.5 [D], 5 [O]; an upload names no model (9.5 [F]).
    model:
      plan.kind === 'upload'
        ? { name: '', major: '' }
        : plan.model === 'udio'
          ? { name: 'udio32-v1.5', major: 'v1.5' }
          : { name: 'chirp-fenix', major: 'v5.5' },
    frames: Math.max(1, Math.round(seconds / FRAME_SECONDS)),
    seed,
    replaced: [],
    link: 0,
    expired: false,
    claims: {
      ...(audioUrl === undefined ? {} : { audioUrl }),
      ...(imageUrl === undefined ? {} : { imageUrl }),
      ...(duration === undefined ? {} : { duration }),
      ...(extra === undefined ? {} : { extra }),
    },
  };
  world.clips.set(clip.id, clip);
  return clip;
};

/** Seconds, as metadata.duration says them. */
export const clipSeconds = (clip: SimClip): number => Math.round(clip.frames * FRAME_SECONDS * 1e6) / 1e6;

/**
 * One clip object: the documented fields of sunor-api.md 5 [S] and those of the one real answer [O];
 * for upload and concat the family's shape (9.4 and 9.5 [F]).
 */
export const clipView = (world: World, task: SimTask, clip: SimClip): Record<string, unknown> => {
  const query = clip.link === 0 ? '' : `?link=${clip.link}`;
  const id = encodeURIComponent(clip.id);
  const seconds = clip.claims.duration === undefined ? clipSeconds(clip) : clip.claims.duration;
  const own = (claim: string | null | undefined, path: string): string | null =>
    claim === undefined ? `${world.mediaUrl}/${path}${query}` : claim;
  const image = own(clip.claims.imageUrl, `image_${id}.jpeg`);
  const common = {
    id: clip.id,
    // sunor-api.md 5 [S]: the suffix says mp3 and jpeg; the type that counts is the answer's Content-Type.
    audio_url: own(clip.claims.audioUrl, `${clip.kind === 'upload' ? 'm_' : ''}${id}.mp3`),
    image_url: image,
    image_large_url: image === null ? null : image.replace('/image_', '/image_large_'),
    title: clip.title,
    model_name: clip.model.name,
    major_model_version: clip.model.major,
  };
  if (clip.kind === 'upload') {
    return {
      ...common,
      status: 'complete',
      metadata: { type: 'upload', duration: seconds, tags: null, prompt: null, has_vocal: false },
      ...clip.claims.extra,
    };
  }
  const parent = typeof task.input['continue_clip_id'] === 'string' ? task.input['continue_clip_id'] : null;
  return {
    ...common,
    status: clip.kind === 'concat' ? 'complete' : 'SUCCESS',
    duration: seconds,
    prompt: clip.prompt,
    metadata: {
      duration: seconds,
      tags: clip.tags,
      prompt: clip.prompt,
      type: clip.kind,
      stream: true,
      history: parent === null ? null : [{ id: parent, continue_at: task.input['continue_at'] ?? null }],
      ...(clip.kind === 'concat'
        ? { concat_history: [{ id: task.input['clip_id'] ?? null, continue_at: null }] }
        : {}),
    },
    ...clip.claims.extra,
  };
};
