import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../core/library/search/query.ts';
import { sampleStatistics } from '../../../../tests/fakes/sample-statistics.ts';
import { catalogueFor } from '../../../shared/messages/catalogue.ts';
import { modelParts, paint, partValues } from './amount-words.ts';
import { columnName, findName, findPeriod, findSince, periodName } from './period-words.ts';

const t = catalogueFor('en');
const model = (name: string | null, clips: number) => ({
  model: name,
  clips,
  seconds: clips,
  credits: clips,
});

describe('periods in words', () => {
  it('are named in full, and briefly under their columns', () => {
    expect(
      ['2026-11-23', '2026-11', '2026'].map((name, n) =>
        periodName((['day', 'month', 'year'] as const)[n] ?? 'day', name),
      ),
    ).toEqual(['Monday, November 23', 'November 2026', '2026']);
    expect(columnName('month', '2026-11', false)).toEqual({ top: 'Nov', below: '' });
    expect(columnName('month', '2026-11', true)).toEqual({ top: 'Nov', below: '2026' });
    expect(columnName('month', '2026-01', false)).toEqual({ top: 'Jan', below: '2026' });
    expect(columnName('day', '2026-11-01', false)).toEqual({ top: '1', below: 'Nov' });
  });

  it('are found in the library by what the search understands', () => {
    const range = (line: string) =>
      readQuery(line).map(({ what }) => (what.kind === 'created' ? what.range : what.kind));
    const month = { from: new Date(2026, 10, 1).getTime(), to: new Date(2026, 11, 1).getTime() - 1 };
    expect(range(findPeriod('2026-11'))).toEqual([month]);
    expect(range(findName('model', 'chirp-"v4"') + findSince('months', '2025-12'))).toEqual([
      'model',
      { from: new Date(2025, 11, 1).getTime(), to: null },
    ]);
    expect(range(findName('style', 'city pop') + findSince('days', '2026-03-01'))).toEqual([
      'words',
      { from: new Date(2026, 2, 1).getTime(), to: null },
    ]);
    expect(findSince('all', '2025-12')).toBe('');
  });
});

describe('models in colours', () => {
  it('keep theirs from one span of time to the next, and never share one', () => {
    const all = paint([model('a', 9), model('b', 8), model('c', 7), model('d', 6), model('e', 5)], {});
    expect(all).toEqual({ a: 1, b: 2, c: 3, d: 4 });
    const later = paint([model('e', 9), model('c', 8), model('a', 1)], all);
    expect(later).toEqual({ ...all, e: 2 });
    // Back again, b gets its own from e, which is not among the first four.
    expect(paint([model('a', 9), model('b', 8), model('c', 7), model('d', 6), model('e', 5)], later)).toEqual(
      later,
    );
  });

  it('have one for all others together, so that every column adds up', () => {
    const { models, periods } = sampleStatistics();
    const many = [...models, model('', 3), model('v3', 2), model('v2', 1)];
    const parts = modelParts(t, many, paint(many, {}));
    expect(parts.map(({ name }) => name)).toEqual([
      'chirp-fenix',
      'chirp-crow',
      'udio32-v1.5',
      'v3',
      'All others',
    ]);
    for (const period of [...periods, { clips: 6, models: many.slice(-3) }])
      expect(partValues(parts, period.models, 'clips').reduce((sum, { value }) => sum + value, 0)).toBe(
        period.clips,
      );
    const [, , , rest] = modelParts(t, models, paint(models, {}));
    expect(rest?.name).toBe('Without a clip');
  });
});
