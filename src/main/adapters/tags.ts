import { readFile, stat } from 'node:fs/promises';
import * as v from 'valibot';
import type { ClipTag, Tags } from '../../core/ports.ts';
import { clipTagSchema } from '../../core/saving/clip-tag.ts';
import { imageKind } from './magic.ts';
import { readUserText } from './tagging/id3-reader.ts';
import { createId3Writer, type TagPicture } from './tagging/id3-writer.ts';
import { wordsOf } from './tagging/words.ts';

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
const pictureAt = async (path: string): Promise<TagPicture | null> => {
  try {
    if ((await stat(path)).size > longestCover) return null;
    const bytes = new Uint8Array(await readFile(path));
    const mime = imageKind(bytes);
    return mime === null ? null : { mime, bytes };
  } catch {
    return null;
  }
};

/** An ID3v2.4 tag without padding: the first byte behind it is the first of the sound. */
const id3Tag = (tag: ClipTag, cover: TagPicture | null): Uint8Array => {
  const words = wordsOf(tag);
  const writer = createId3Writer();
  const text = (id: string, value: string): void => {
    if (value !== '') writer.text(id, value);
  };
  // First, so that whoever looks for it finds it within the first bytes of the file. JSON.stringify escapes
  // controls and halves of pairs, so that nothing of it is lost in a text frame.
  writer.userText(frameName, JSON.stringify({ cliploft: 1, clip: tag }));
  text('TIT2', words.title);
  text('TPE1', words.artist);
  text('TPE2', words.artist);
  text('TALB', words.album);
  text('TRCK', String(tag.position + 1));
  // When it was made; that is when it was released, too, which is the date that some players show.
  text('TDRC', words.date ?? '');
  text('TDRL', words.date ?? '');
  text('TCON', words.genre);
  if (words.lyrics !== '') writer.longText('USLT', 'XXX', words.lyrics);
  writer.longText('COMM', 'eng', words.comment);
  text('TSSE', 'Cliploft');
  for (const [name, value] of Object.entries(words.others)) if (value !== '') writer.userText(name, value);
  if (cover !== null) writer.cover(cover);
  return writer.tag();
};

/** Tags within MP3 files, as ID3v2.4 in UTF-8. Other formats take none: a sidecar stands beside them. */
export const createTags = (): Tags => ({
  async make(mime, tag, cover) {
    if (mime !== 'audio/mpeg') return null;
    return id3Tag(tag, cover === null ? null : await pictureAt(cover));
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
