import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { Amounts, ModelAmounts } from '../../../shared/statistics.ts';
import { count, howLong } from '../../ui/format.ts';

export type Metric = keyof Amounts;

/** An amount in words: `42 clips`, `12.4 hr`, `1 credit`. */
export const amount = (t: Catalogue, metric: Metric, value: number): string => {
  if (metric === 'seconds') return howLong(value);
  const text = count(value);
  return metric === 'clips' ? t.shell.counts.clips(value, text) : t.tasks.credits(value, text);
};

/** Where a model stands among those that have a colour of their own; `rest` is one for all others. */
export interface ModelPart {
  key: string;
  /** null: not one model. */
  model: string | null;
  name: string;
  colour: string;
}

/** Models that have a colour of their own (tokens.css has that many). */
const coloured = 4;

export const modelName = (t: Catalogue, model: string | null): string => {
  if (model === null) return t.statistics.models.without;
  return model === '' ? t.statistics.models.unknown : model;
};

/** The numbers of the colours that models have. */
export type Colours = Readonly<Record<string, number>>;

const named = (models: readonly ModelAmounts[]): string[] =>
  models.flatMap(({ model }) => (model === null || model === '' ? [] : [model])).slice(0, coloured);

/** Colours for the models with most clips. A model keeps the one that it has, as far as no other needs it more. */
export const paint = (models: readonly ModelAmounts[], before: Colours): Colours => {
  const all = Array.from({ length: coloured }, (_, n) => n + 1);
  const colours: Record<string, number> = {};
  const isFree = (n: number | undefined): n is number =>
    n !== undefined && !Object.values(colours).includes(n);
  const own = named(models);
  for (const model of own) if (isFree(before[model])) colours[model] = before[model];
  for (const model of own) colours[model] ??= all.find(isFree) ?? coloured;
  return { ...before, ...colours };
};

/** The models in the order and the colours that all charts show them in. */
export const modelParts = (t: Catalogue, models: readonly ModelAmounts[], colours: Colours): ModelPart[] => {
  const own = named(models);
  const parts = own
    .map((model) => ({ model, n: colours[model] ?? coloured }))
    .sort((a, b) => a.n - b.n)
    .map(({ model, n }) => ({ key: `=${model}`, model, name: model, colour: `var(--chart-${String(n)})` }));
  const others = models.filter(({ model }) => model === null || !own.includes(model));
  if (others.length === 0) return parts;
  const [only] = others;
  const name =
    others.length === 1 && only !== undefined ? modelName(t, only.model) : t.statistics.models.rest;
  return [...parts, { key: 'rest', model: null, name, colour: 'var(--chart-rest)' }];
};

/** What each of the parts has of some amounts, in their order. */
export const partValues = (
  parts: readonly ModelPart[],
  models: readonly ModelAmounts[],
  metric: Metric,
): { part: ModelPart; value: number }[] => {
  const known = new Set(parts.map(({ model }) => model));
  return parts.map((part) => ({
    part,
    value: models
      .filter(({ model }) =>
        part.key === 'rest' ? model === null || !known.has(model) : model === part.model,
      )
      .reduce((sum, of) => sum + of[metric], 0),
  }));
};
