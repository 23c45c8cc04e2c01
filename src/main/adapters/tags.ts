import { readFile, stat } from 'node:fs/promises';
import { ID3Writer } from 'browser-id3-writer';
import * as v from 'valibot';
import type { ClipTag, Tags } from '../../core/ports.ts';
import { clipTagSchema } from '../../core/saving/clip-tag.ts';
import { imageKind } from './magic.ts';
import { readUserText } from './tagging/id3-reader.ts';
import { wordsOf } from './tagging/words.ts';

declare module 'browser-id3-writer' {
  interface ID3Writer {
    /** Empty bytes at the tag's end; its README documents it, its types do not. */
    padding: number;
  }
}

/** The name of the frame that holds everything we know, as JSON. */
const frameName = 'CLIPLOFT';
/** A larger cover stays a file beside the sound. Bytes. */
const longestCover = 10 * 1024 * 1024;

const frameSchema = v.object({
  /** Version of this format. */
  cliploft: v.literal(1),
  clip: clipTagSchema,
});

/** The image as it is, or null where there is none that fits into a tag; a song is not held back for it. */
const coverBytes = async (path: string): Promise<ArrayBuffer | null> => {
  try {
    if ((await stat(path)).size > longestCover) return null;
    const bytes = new Uint8Array(await readFile(path));
    return imageKind(bytes) === null ? null : bytes.buffer;
  } catch {
    return null;
  }
};

/** An ID3v2.3 tag without padding: the first byte behind it is the first of the sound. */
const id3Tag = (tag: ClipTag, cover: ArrayBuffer | null): Uint8Array => {
  const words = wordsOf(tag);
  const writer = new ID3Writer(new ArrayBuffer(0));
  writer.padding = 0;
  // First, so that whoever looks for it finds it within the first bytes of the file. JSON.stringify escapes
  // controls and halves of pairs, so that nothing of it is lost in a text frame.
  writer.setFrame('TXXX', { description: frameName, value: JSON.stringify({ cliploft: 1, clip: tag }) });
  writer.setFrame('TIT2', words.title).setFrame('TPE1', [words.artist]).setFrame('TPE2', words.artist);
  writer.setFrame('TALB', words.album).setFrame('TRCK', String(tag.position + 1));
  if (words.date !== null) writer.setFrame('TYER', words.date.year).setFrame('TDAT', words.date.dayMonth);
  if (words.genre !== '') writer.setFrame('TCON', [words.genre]);
  if (words.lyrics !== '')
    writer.setFrame('USLT', { description: '', lyrics: words.lyrics, language: 'XXX' });
  writer.setFrame('COMM', { description: '', text: words.comment, language: 'eng' });
  writer.setFrame('TSSE', 'Cliploft');
  for (const [description, value] of Object.entries(words.others))
    if (value !== '') writer.setFrame('TXXX', { description, value });
  if (cover !== null)
    writer.setFrame('APIC', { type: 3, data: cover, description: '', useUnicodeEncoding: false });
  return new Uint8Array(writer.addTag());
};

/** Tags within MP3 files, as ID3v2.3, which every player reads. Other formats take none: a sidecar stands beside them. */
export const createTags = (): Tags => ({
  async make(mime, tag, cover) {
    if (mime !== 'audio/mpeg') return null;
    return id3Tag(tag, cover === null ? null : await coverBytes(cover));
  },
  async read(path) {
    try {
      const text = await readUserText(path, frameName);
      const parsed = v.safeParse(frameSchema, text === null ? null : JSON.parse(text));
      return parsed.success ? parsed.output.clip : null;
    } catch {
      // No file, one that cannot be read, or no JSON: in each case nobody can tell what it says.
      return null;
    }
  },
});
