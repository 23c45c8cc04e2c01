/** English texts of: welcome. A plain string, or a function of what is filled in. */
export const welcome = {} as const;
