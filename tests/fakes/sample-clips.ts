import type { ClipDetails, LyricSheet, Related } from '../../src/shared/clip.ts';

/** A clip that has nothing to do with others. */
export const noRelated: Related = {
  ...{ parents: [], children: [], childrenTotal: 0, siblings: [], siblingsTotal: 0, sheet: null },
};

/** [title, style, model, seconds, task type]: songs as people really name them, in many scripts. */
const songs: readonly (readonly [string, string, string, number, string])[] = [
  ['Harbour Waltz', 'waltz, accordion, folk', 'chirp-fenix', 141, 'music'],
  ['Harbour Waltz', 'waltz, accordion, folk', 'chirp-fenix', 133, 'music'],
  ['Glass Elevator', 'synthwave, driving, female vocals', 'chirp-fenix', 182, 'music'],
  ['Glass Elevator', 'synthwave, driving, female vocals', 'chirp-fenix', 176, 'music'],
  ['夜明けの自転車', 'city pop, warm bass, japanese', 'chirp-fenix', 204, 'music'],
  ['夜明けの自転車', 'city pop, warm bass, japanese', 'chirp-fenix', 198, 'music'],
  ['أغنية الميناء القديم', 'oud, slow, cinematic', 'chirp-crow', 221, 'music'],
  ['אור בחלון', 'piano, ballad, hebrew', 'chirp-crow', 187, 'music'],
  ['Rain on the Tin', 'dusty cinematic folk', 'udio32-v1.5', 131, 'music'],
  ['Rain on the Tin', 'dusty cinematic folk', 'udio32-v1.5', 131, 'music'],
  ['Последний трамвай', 'post-punk, baritone, cold', 'chirp-fenix', 196, 'music'],
  ['Lanterns Over Oslo', 'nordic ambient, strings', 'chirp-fenix', 248, 'music'],
  ['Lanterns Over Oslo', 'nordic ambient, strings', 'chirp-fenix', 239, 'music'],
  ['🌊🌙✨', 'lo-fi, dreamy, tape hiss', 'chirp-fenix', 118, 'music'],
  ['Paper Aeroplanes', 'indie pop, handclaps', 'chirp-fenix', 162, 'music'],
  ['Paper Aeroplanes (continued)', 'indie pop, handclaps', 'chirp-fenix', 214, 'music'],
  ['../../etc/passwd', 'glitch, breakcore', 'chirp-fenix', 94, 'music'],
  ['Velvet Machinery', 'industrial, slow, heavy', 'chirp-crow', 203, 'music'],
  ['Kleine Nachtfahrt', 'krautrock, motorik', 'chirp-fenix', 311, 'music'],
  ['Kleine Nachtfahrt', 'krautrock, motorik', 'chirp-fenix', 298, 'music'],
  ['春の雨', 'shamisen, ambient', 'chirp-fenix', 156, 'music'],
  ['너의 이름을 부르면', 'k-ballad, orchestral', 'chirp-fenix', 226, 'music'],
  ['Field recording 07.mp3', '', '', 20, 'upload'],
  ['Salt and Copper', 'americana, slide guitar', 'chirp-fenix', 179, 'music'],
  ['Salt and Copper', 'americana, slide guitar', 'chirp-fenix', 185, 'music'],
  ['Salt and Copper (whole)', 'americana, slide guitar', 'chirp-fenix', 356, 'concat'],
  ['Tomorrow, Probably', 'bossa nova, nylon guitar', 'chirp-fenix', 144, 'music'],
  ['The Cartographer’s Daughter Draws the Coast from Memory', 'chamber folk', 'chirp-fenix', 267, 'music'],
  ['Neon Orchard', 'future garage, pitched vocals', 'chirp-fenix', 172, 'music'],
  ['Neon Orchard', 'future garage, pitched vocals', 'chirp-fenix', 169, 'music'],
  ['Quarter to Four', 'jazz trio, brushes', 'udio32-v1.5', 131, 'music'],
  ['Untitled', '', 'chirp-fenix', 88, 'music'],
  ['Ice Fishing', 'ambient, field recording', 'chirp-fenix', 301, 'music'],
  ['Cumbia para Elena', 'cumbia, brass, dance', 'chirp-fenix', 191, 'music'],
  ['Cumbia para Elena', 'cumbia, brass, dance', 'chirp-fenix', 188, 'music'],
  ['Low Orbit', 'dub techno, deep', 'chirp-crow', 342, 'music'],
  ['ทะเลยามเช้า', 'thai indie, soft', 'chirp-fenix', 201, 'music'],
  ['Small Hours Choir', 'a cappella, close harmony', 'chirp-fenix', 137, 'music'],
  ['Ballad of the Last Payphone', 'country, duet', 'chirp-fenix', 208, 'music'],
  ['Ballad of the Last Payphone', 'country, duet', 'chirp-fenix', 213, 'music'],
];

/** A UUID that is the same for the same number and kind. */
export const sampleId = (kind: 'clip' | 'task', index: number): string =>
  `${kind === 'clip' ? 'c1f0a7de' : '0b9d6a52'}-7e11-4f0c-9c2e-${(index * 7919 + 4096).toString(16).padStart(12, '0')}`;

const verse = (title: string): string =>
  `[Verse]\n${title}, and the light goes low\nA radio hums in a room below\n\n[Chorus]\nKeep it near, keep it slow\nSome of it stays when the rest must go\n`;

/** Forty saved clips, newest first; `now` in ms since the epoch. Every fifth has no cover. */
export const sampleClips = (now: number): ClipDetails[] =>
  songs.map(([title, style, model, duration, type], index) => {
    const createdAt = now - 3_600_000 * (2 + index * 5);
    const id = sampleId('clip', index);
    return {
      id,
      taskId: sampleId('task', 100 + Math.floor(index / 2)),
      type,
      title,
      style,
      model,
      duration,
      createdAt,
      savedAt: createdAt + 192_000,
      hasCover: false,
      favourite: index % 6 === 0,
      rating: index % 5 === 1 ? 4 : 0,
      lyrics: index % 4 === 3 ? '' : verse(title),
      ...{ givenTitle: title, notes: '', tags: index % 7 === 2 ? ['film'] : [] },
      input:
        index % 3 === 0
          ? { gpt_description_prompt: `Something like “${title}”: ${style}`, make_instrumental: false }
          : { prompt: verse(title), tags: style, title },
      taskModel: model.startsWith('udio') ? 'udio' : 'suno',
      credits: type === 'upload' ? 1 : type === 'concat' || model.startsWith('udio') ? 5 : 10,
      taskCreatedAt: new Date(createdAt).toISOString(),
      taskCompletedAt: new Date(createdAt + 184_000).toISOString(),
      file: `/home/mara/Music/Cliploft/2026-11/${title.replace(/[/.\\]+/g, '_')} [${id.slice(0, 8)}].mp3`,
      fileExists: true,
      bytes: duration * 24_000 + index,
      mime: 'audio/mpeg',
      sha256: index.toString(16).padStart(2, '0').repeat(32),
      audioSha256: (index + 100).toString(16).padStart(2, '0').repeat(32),
      related: noRelated,
    };
  });

/** Three saved lyric sheets. */
export const sampleSheets = (now: number): LyricSheet[] =>
  ['Harbour Light', 'Winter Keys', '海の手紙'].map((title, index) => ({
    id: `lyrics:${sampleId('task', 200 + index)}`,
    taskId: sampleId('task', 200 + index),
    title,
    text: verse(title),
    prompt: `A song about ${title.toLowerCase()}`,
    createdAt: now - 86_400_000 * (index + 1),
    savedAt: now - 86_400_000 * (index + 1) + 20_000,
  }));
