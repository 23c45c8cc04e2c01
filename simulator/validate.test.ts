import { expect, test } from 'vitest';
import { checkCreate } from './validate.ts';

const create = (model: string, type: string, input: unknown, more: object = {}): boolean =>
  checkCreate({ model, task_type: type, input, ...more }).ok;

test.each([
  ['suno', 'music', { gpt_description_prompt: 'a waltz' }],
  ['suno', 'music', { gpt_description_prompt: 'a waltz', make_instrumental: true }],
  ['suno', 'music', { prompt: '[Verse]\nla', tags: 'folk', negative_tags: 'metal', title: 'La' }],
  ['suno', 'music', { make_instrumental: true, tags: 'folk' }],
  ['suno', 'music', { continue_clip_id: 'x', continue_at: 30.5 }],
  ['suno', 'music', { prompt: 'x', something_new: 1 }],
  ['suno', 'lyrics', { prompt: 'the sea' }],
  ['suno', 'upload', { url: 'https://example.com/a.mp3' }],
  ['suno', 'concat', { clip_id: 'x' }],
  ['udio', 'music', { prompt: 'dusty folk' }],
  ['udio', 'music', { prompt: 'dusty folk', lyrics: 'la', lyrics_type: 'user', seed: 7 }],
])('accepts %s %s %j', (model, type, input) => {
  expect(checkCreate({ model, task_type: type, input })).toEqual({ ok: true, value: { model, type, input } });
});

test.each([
  ['suno', 'music', {}],
  ['suno', 'music', { gpt_description_prompt: 5 }],
  ['suno', 'music', { prompt: 'x', make_instrumental: 'yes' }],
  ['suno', 'music', { continue_clip_id: 'x' }],
  ['suno', 'music', { prompt: 'x', lyrics_type: 'user' }],
  ['suno', 'lyrics', {}],
  ['suno', 'upload', { url: 'file:///etc/passwd' }],
  ['suno', 'concat', {}],
  ['suno', 'remix', { prompt: 'x' }],
  ['udio', 'lyrics', { prompt: 'x' }],
  ['udio', 'music', { prompt: 'x', gpt_description_prompt: 'y' }],
  ['udio', 'music', { prompt: 'x', make_instrumental: false }],
  ['udio', 'music', { prompt: 'x', lyrics_type: 'user' }],
  ['udio', 'music', { prompt: 'x', lyrics: 'la' }],
  ['udio', 'music', { prompt: 'x', lyrics_type: 'loud' }],
  ['udio', 'music', { prompt: 'x', seed: 1.5 }],
  ['other', 'music', { prompt: 'x' }],
])('refuses %s %s %j', (model, type, input) => {
  expect(create(model, type, input)).toBe(false);
});

test('what is missing is said in the documented words', () => {
  for (const body of [
    undefined,
    null,
    [],
    {},
    { model: 'suno' },
    { model: 'suno', task_type: 'music', input: [] },
  ]) {
    expect(checkCreate(body)).toEqual({
      ok: false,
      message: 'Missing required fields: model, task_type, input',
    });
  }
});

test('mp3 is the one audio format to ask for', () => {
  const input = { prompt: 'x' };
  expect(create('suno', 'music', input, { audio_format: 'mp3' })).toBe(true);
  expect(create('suno', 'music', input, { audio_format: 'wav' })).toBe(false);
});
