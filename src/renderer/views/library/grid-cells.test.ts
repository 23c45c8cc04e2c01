import { expect, it } from 'vitest';
import { sampleClips } from '../../../../tests/fakes/sample-clips.ts';
import { cellsOf } from './grid-cells.ts';

it('gives each cell a key of its own, also where a clip is there twice', () => {
  const [first, second] = sampleClips(0);
  const clips = [first, second, first];
  expect(cellsOf([0, 1, 2, 3], (place) => clips[place]).map(({ key }) => key)).toEqual([
    ...[first?.id, second?.id, 2, 3],
  ]);
});
