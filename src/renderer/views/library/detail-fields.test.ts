import { expect, it } from 'vitest';
import { inputFields } from './detail-fields.ts';

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
