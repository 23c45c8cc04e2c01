/** English texts of: shell. A plain string, or a function of what is filled in. */
export const shell = {} as const;
