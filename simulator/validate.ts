/** A create request that passed. */
export interface CreateRequest {
  model: string;
  type: string;
  input: Record<string, unknown>;
}

type Checked = { ok: true; value: CreateRequest } | { ok: false; message: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Fields that belong to the other model: mixing them is a 400 (sunor-api.md 4.5 [D]). */
const foreign: Record<string, readonly string[]> = {
  udio: [
    'gpt_description_prompt',
    'make_instrumental',
    'continue_clip_id',
    'continue_at',
    'negative_tags',
    'mv',
  ],
  suno: ['lyrics', 'lyrics_type', 'seed'],
};

const texts = ['gpt_description_prompt', 'prompt', 'tags', 'negative_tags', 'title', 'lyrics'];

/** sunor-api.md 4.1 [D]: the mode follows from which fields are there. */
const sunoMusic = (input: Record<string, unknown>): string | null => {
  if ('make_instrumental' in input && typeof input['make_instrumental'] !== 'boolean') {
    return 'Invalid input: make_instrumental must be a boolean';
  }
  if ('continue_clip_id' in input || 'continue_at' in input) {
    if (!isText(input['continue_clip_id'])) return 'Invalid input: continue_clip_id is required';
    const at = input['continue_at'];
    if (typeof at !== 'number' || !Number.isFinite(at) || at < 0) {
      return 'Invalid input: continue_at is required and must be a number';
    }
    return null;
  }
  if (isText(input['gpt_description_prompt']) || isText(input['prompt'])) return null;
  // An instrumental custom song leaves `prompt` out [L].
  if (input['make_instrumental'] === true && (isText(input['tags']) || isText(input['title']))) return null;
  return 'Invalid input: gpt_description_prompt or prompt is required';
};

/** sunor-api.md 4.5 [D] */
const udioMusic = (input: Record<string, unknown>): string | null => {
  if (!isText(input['prompt'])) return 'Invalid input: prompt is required';
  const kind = input['lyrics_type'] ?? 'generate';
  if (kind !== 'generate' && kind !== 'user' && kind !== 'instrumental') {
    return 'Invalid input: lyrics_type must be generate, user or instrumental';
  }
  if (kind === 'user' && !isText(input['lyrics']))
    return 'Invalid input: lyrics is required for lyrics_type user';
  if (kind !== 'user' && 'lyrics' in input) return 'Invalid input: lyrics needs lyrics_type user';
  if ('seed' in input && !Number.isInteger(input['seed'])) return 'Invalid input: seed must be an integer';
  return null;
};

const rules: Record<string, (input: Record<string, unknown>) => string | null> = {
  'suno music': sunoMusic,
  'udio music': udioMusic,
  // sunor-api.md 4.2, 4.3, 4.4 [D-old][N]
  'suno lyrics': (input) => (isText(input['prompt']) ? null : 'Invalid input: prompt is required'),
  'suno upload': (input) =>
    isText(input['url']) && /^https?:\/\//i.test(input['url'])
      ? null
      : 'Invalid input: url must be a public http(s) URL',
  'suno concat': (input) => (isText(input['clip_id']) ? null : 'Invalid input: clip_id is required'),
};

/**
 * Checks the body of a create. The first message is documented (sunor-api.md 7 [D]); the wording of the
 * others is not (11.6), only that they are 400. Unknown fields pass (11.5).
 */
export const checkCreate = (body: unknown): Checked => {
  const no = (message: string): Checked => ({ ok: false, message });
  if (!isRecord(body) || !isText(body['model']) || !isText(body['task_type']) || !isRecord(body['input'])) {
    return no('Missing required fields: model, task_type, input');
  }
  const { model, task_type: type, input } = body;
  if (model !== 'suno' && model !== 'udio') return no(`Invalid model: ${model}`);
  const rule = rules[`${model} ${type}`];
  if (rule === undefined) return no(`Invalid task_type for ${model}: ${type}`);
  const stranger = foreign[model]?.find((field) => field in input);
  if (stranger !== undefined) return no(`Invalid input: ${stranger} is not supported by ${model}`);
  const notText = texts.find((field) => field in input && typeof input[field] !== 'string');
  if (notText !== undefined) return no(`Invalid input: ${notText} must be a string`);
  // sunor-api.md 2.1 [L]
  if ('audio_format' in body && body['audio_format'] !== 'mp3') return no('invalid_audio_format');
  const wrong = rule(input);
  return wrong === null ? { ok: true, value: { model, type, input } } : no(wrong);
};
