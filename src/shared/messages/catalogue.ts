import { en } from './en.ts';

/** The same keys and parameters as English, with other words. */
type Shape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Shape<T[K]>;
};

/** Every text on screen, typed: a missing key or parameter in any language does not compile. */
export type Catalogue = Shape<typeof en>;

const catalogues = { en } as const satisfies Record<string, Catalogue>;

export type Locale = keyof typeof catalogues;

/** The catalogue for a BCP 47 tag, English where we have no better. */
export const catalogueFor = (tag: string): Catalogue =>
  catalogues[(tag.split('-')[0] ?? '') as Locale] ?? catalogues.en;
