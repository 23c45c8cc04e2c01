/** English texts of: tasks. A plain string, or a function of what is filled in. */
export const tasks = {} as const;
