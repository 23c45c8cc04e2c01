/** English texts of: desktop. A plain string, or a function of what is filled in. */
export const desktop = {} as const;
