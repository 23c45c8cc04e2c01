const makers: Readonly<Record<string, string>> = { suno: 'Suno', udio: 'Udio' };

/** Whom players name as the artist, by the task’s model. */
export const makerName = (taskModel: string): string => makers[taskModel.toLowerCase()] ?? 'sunor.cc';
