/** English texts of: settings. A plain string, or a function of what is filled in. */
export const settings = {} as const;
