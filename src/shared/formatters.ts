/**
 * Intl's formatters (ECMA-402), each made once: making one takes far longer than using it, and the engine frees it at a
 * time of its own choice, which was seen to hold a page up for two seconds (docs/performance.md). They are remembered for good, as what
 * they are made from never makes others; there are as many as there are ways in which the program writes.
 */
const once = <Options extends object, Formatter>(
  make: (locale: string, options: Options) => Formatter,
  mark: () => string = () => '',
): ((locale: string, options?: Options) => Formatter) => {
  const known = new Map<string, Formatter>();
  return (locale, options = {} as Options) => {
    const key = `${locale} ${JSON.stringify(options)} ${mark()}`;
    const formatter = known.get(key) ?? make(locale, options);
    known.set(key, formatter);
    return formatter;
  };
};

/** Tells one time zone from another, as someone who travels changes it: by what it is ahead in winter and summer. */
const zone = (): string => {
  const year = new Date().getFullYear();
  return [0, 6].map((month) => new Date(year, month, 1).getTimezoneOffset()).join();
};

/** Numbers, also with a unit or as percent. */
export const numbers = once<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
);

/** Dates and times, in the time zone that the system is in now. */
export const dates = once<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
  zone,
);

/** Which plural form a number has. */
export const plurals = once<Intl.PluralRulesOptions, Intl.PluralRules>(
  (locale, options) => new Intl.PluralRules(locale, options),
);

/** How long ago something was. */
export const agos = once<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  (locale, options) => new Intl.RelativeTimeFormat(locale, options),
);
