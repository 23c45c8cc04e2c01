import type { Tags } from '../../core/ports.ts';

/** Tags within audio files. */
export const createTags = (): Tags => ({ make: async () => null, read: async () => null });
