import type { Tags } from '../../src/core/ports.ts';

/** Tags that no format takes. */
export const createFakeTags = (): Tags => ({ make: async () => null, read: async () => null });
