/** English texts of: notices. A plain string, or a function of what is filled in. */
export const notices = {} as const;
