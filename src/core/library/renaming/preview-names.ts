import type { NamePreview } from '../../../shared/file-names.ts';
import { clipNames, type NameFacts } from '../../saving/file-names.ts';
import { parseTemplate } from '../../saving/name-template.ts';
import { baseName } from '../names.ts';
import type { RenameStore } from './rename-store.ts';

const shown = 3;
const day = 24 * 60 * 60_000;
const begin = Date.UTC(2026, 2, 4, 20, 15);

/** Songs to try a template on while the library has none. */
const samples: readonly NameFacts[] = [
  ['Harbour Waltz', 'waltz, accordion', 141, 0],
  ['夜明けの自転車', 'city pop, warm bass', 204, 1],
  ['AC/DC: Live?', 'hard rock', 188, 0],
].map(([title, style, duration, position], index) => ({
  ...{ title: String(title), style: String(style), duration: Number(duration), position: Number(position) },
  ...{ clipId: `c1f0a7d${index}`, taskId: `0b9d6a5${index}`, model: 'chirp-fenix' },
  createdAt: begin + index * 9 * day,
}));

/** How a template would name the newest clips, with what is wrong with it where something is. */
export const previewNames = (store: Pick<RenameStore, 'newest'>, template: string): NamePreview => {
  const { fault } = parseTemplate(template);
  const clips = store.newest(shown);
  const some = clips.length === 0 ? samples : clips;
  const names = some.map((clip) => ({
    title: clip.title,
    name: `${clipNames(template, clip)[0] ?? ''}${'audio' in clip ? extensionOf(String(clip.audio)) : '.mp3'}`,
  }));
  return { fault, names: fault === null ? names : [], samples: clips.length === 0 };
};

const extensionOf = (audio: string): string => audio.slice(baseName(audio).length);
