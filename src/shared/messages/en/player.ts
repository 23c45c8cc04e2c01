/** English texts of: player. A plain string, or a function of what is filled in. */
export const player = {} as const;
