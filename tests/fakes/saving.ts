import { createFakeAudio, someFacts } from './audio.ts';
import { createFakeClock } from './clock.ts';
import { createFakeFiles } from './files.ts';
import { createFakeHttp, type FakeAnswer } from './http.ts';
import { createFakeLog } from './log.ts';
import { createFakeTags } from './tags.ts';
import type { AudioReader, ClipTag } from '../../src/core/ports.ts';
import type { PartState } from '../../src/core/saving/part-state.ts';
import { saveClip, type SaveClipJob, type SaveClipPorts } from '../../src/core/saving/save-clip.ts';

export const clip = {
  id: 'c1f0a7de-0000-4000-8000-000000000001',
  title: 'Slow Harbour',
  audioUrl: 'https://media.test/a.mp3',
  imageUrl: 'https://media.test/a.jpeg',
  duration: 30,
  style: 'waltz',
  lyrics: 'Sail on',
  model: 'v5',
};
export const tag: ClipTag = {
  clipId: clip.id,
  ...{
    taskId: 't1',
    position: 0,
    type: 'music',
    title: clip.title,
    style: 'waltz',
    lyrics: 'Sail on',
    model: 'v5',
  },
  createdAt: 1_780_000_000_000,
  provenance: {
    input: { prompt: 'p' },
    taskModel: 'suno',
    credits: 10,
    taskCreatedAt: null,
    taskCompletedAt: null,
  },
};
export const sound = 'sound '.repeat(30);
export const jpeg = Uint8Array.from([255, 216, 255, 224, 1]);
export const base = '/lib/Slow Harbour [c1f0a7de]';
export const wav: AudioReader = {
  kindOf: () => ({ mime: 'audio/wav', extension: '.wav' }),
  read: async () => ({ ok: true, value: { ...someFacts, mime: 'audio/wav', extension: '.wav' } }),
};

/** A library folder, a media host and all that saving a clip needs; what is remembered goes on from one try to the next. */
export const createSavingWorld = (morePorts: Partial<SaveClipPorts> = {}) => {
  const files = createFakeFiles({ folders: ['/lib'] });
  const clock = createFakeClock();
  const answers: Record<string, (range: string | undefined) => FakeAnswer | Promise<FakeAnswer>> = {
    [clip.audioUrl]: () => ({ body: sound }),
    [clip.imageUrl]: () => ({ body: jpeg }),
  };
  const http = createFakeHttp(({ url, headers }) => answers[url]?.(headers?.['Range']) ?? { status: 404 });
  const audio = createFakeAudio({ files });
  const tags = createFakeTags(files);
  const ports: SaveClipPorts = {
    ...{ files, clock, http, audio, tags, log: createFakeLog(), checkFolder: files.checkFolder },
    ...morePorts,
  };
  let part: PartState | null = null;
  let tries = 0;
  return {
    ...{ files, clock, http, audio, answers, tags },
    part: () => part,
    async save(more: Partial<SaveClipJob> = {}) {
      tries += 1;
      const outcome = await saveClip(ports, {
        ...{ clip, title: 'Task', tag, libraryFolder: '/lib', partName: `me-${tries}`, part },
        before: { attempts: tries, problem: null },
        ...{ onPart: (next) => (part = next), signal: new AbortController().signal },
        onProgress: () => undefined,
        ...more,
      });
      // As the commit does.
      if (outcome.kind === 'saved') part = null;
      return outcome;
    },
    names: () => [...files.disk.keys()].sort(),
    text: (path: string) => new TextDecoder().decode(files.disk.get(path)),
    asked: () => http.requests.map(({ url }) => url),
    /** The tag as it stands before the sound. */
    tagBytes: async () => new TextDecoder().decode((await tags.make('audio/mpeg', tag, null)) ?? undefined),
  };
};
