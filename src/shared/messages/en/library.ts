/** English texts of: library. A plain string, or a function of what is filled in. */
export const library = {} as const;
