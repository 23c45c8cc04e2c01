/** Picks the English plural form; other languages bring their own rules through Intl. */
export const plural = (
  locale: string,
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string => forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
