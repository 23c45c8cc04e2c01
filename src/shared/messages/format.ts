import { plurals } from '../formatters.ts';

/** Picks the English plural form; other languages bring their own rules through Intl. */
export const plural = (
  locale: string,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string => forms[plurals(locale).select(count)] ?? forms.other;
