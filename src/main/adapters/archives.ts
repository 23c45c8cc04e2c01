import type { Archives } from '../../core/ports.ts';
import { openArchive } from './archive-reader.ts';
import { writeArchive } from './archive-writer.ts';

/**
 * ZIP archives (APPNOTE.TXT 6.3): sound is stored as it is, text is deflated, names are UTF-8, ZIP64 where size or
 * number ask for it. The files named in entries must not change while they are written.
 */
export const createArchives = (): Archives => ({ write: writeArchive, open: openArchive });
