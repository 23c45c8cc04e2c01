import { expect, it } from 'vitest';
import { inputFields, soundFields } from './detail-fields.ts';

it('leaves out what was submitted empty, and keeps what says something', () => {
  const input = {
    ...{ prompt: 'A waltz', tags: '', title: '  ', negative_tags: null, list: [], more: {} },
    ...{ make_instrumental: false, seed: 0, unheard_of: ['x'] },
  };
  expect(inputFields(input).map(({ name, text }) => [name, text])).toEqual([
    ['Prompt', 'A waltz'],
    ['Instrumental', 'No'],
    ['Seed', '0'],
    ['unheard_of', '[\n  "x"\n]'],
  ]);
});

it('cuts a name that nobody could read', () => {
  expect(inputFields({ ['k'.repeat(5000)]: 1 })[0]?.name.length).toBeLessThanOrEqual(80);
});

it('says how loud a sound is and how high it peaks, in numbers and in words', () => {
  const texts = (loudness: number | null, peak: number | null): string[] =>
    soundFields({ loudness, peak }).map(({ text }) => text);
  expect(texts(-14.24, -3)).toEqual([
    '−14.2 LUFS (about as loud as most music)',
    '−3.0 dBTP (with room to spare)',
  ]);
  expect(texts(-8, 0.4)).toEqual([
    '−8.0 LUFS (mastered loud)',
    '0.4 dBTP (above full scale: some players distort it)',
  ]);
  expect(texts(-31, -0.2)).toEqual([
    '−31.0 LUFS (quieter than most music)',
    '−0.2 dBTP (close to full scale)',
  ]);
  expect(texts(null, null)).toEqual(['Silence', 'Silence']);
  expect(soundFields({ loudness: -14.24, peak: null })[0]?.copy).toBe('-14.2');
});
