/** English texts of: problems. A plain string, or a function of what is filled in. */
export const problems = {} as const;
