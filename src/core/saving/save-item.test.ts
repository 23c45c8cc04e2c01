import { describe, expect, it } from 'vitest';
import { createFakeAudio } from '../../../tests/fakes/audio.ts';
import { createFakeClock } from '../../../tests/fakes/clock.ts';
import { createFakeFiles } from '../../../tests/fakes/files.ts';
import { createFakeHttp } from '../../../tests/fakes/http.ts';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { clip } from '../../../tests/fakes/saving.ts';
import { createFakeTags } from '../../../tests/fakes/tags.ts';
import { newTask, type TaskRecord } from '../tasks/task-record.ts';
import type { ItemSource, SaveItemRecord } from './item-store.ts';
import { saveItem } from './save-item.ts';
import { readSheet } from './sheet-file.ts';

const task: TaskRecord = {
  ...newTask('task-0123456789', 5),
  ...{ type: 'lyrics', model: 'suno', credits: 2, input: { prompt: 'a waltz', n: 1 } },
  ...{ createdAt: '2026-06-01T00:00:00.000Z', completedAt: '2026-06-01T00:01:00.000Z' },
};
const provenance = {
  ...{ input: { prompt: 'a waltz', n: 1 }, taskModel: 'suno', credits: 2 },
  ...{ taskCreatedAt: '2026-06-01T00:00:00.000Z', taskCompletedAt: '2026-06-01T00:01:00.000Z' },
};
const words: ItemSource = { kind: 'lyrics', title: 'Waltz', text: 'Sail on' };
const path = '/lib/Waltz [task0123].txt';

const createWorld = () => {
  const files = createFakeFiles({ folders: ['/lib'] });
  const clock = createFakeClock();
  const http = createFakeHttp(() => ({ body: 'sound' }));
  const ports = {
    ...{ files, clock, http, log: createFakeLog(), checkFolder: files.checkFolder },
    ...{ audio: createFakeAudio({ files }), tags: createFakeTags(files) },
  };
  const save = (source: ItemSource, of: TaskRecord | null = task) =>
    saveItem(ports, {
      item: {
        ...{ id: 'lyrics:task-0123456789', taskId: 'task-0123456789', position: 1, title: 'Waltz', source },
        ...{
          state: 'saving',
          attempts: 1,
          nextTryAt: null,
          needsLink: false,
          deadlineAt: null,
          problem: null,
          part: null,
        },
      } as SaveItemRecord,
      ...{
        task: of ?? undefined,
        libraryFolder: '/lib',
        partName: 'me-1',
        signal: new AbortController().signal,
      },
      ...{ onPart: () => undefined, onProgress: () => undefined },
    });
  return { files, clock, save, names: () => [...files.disk.keys()] };
};

describe('saving a lyric sheet', () => {
  it('writes a file that says where the text comes from', async () => {
    const world = createWorld();
    const saved = await world.save(words);
    const sheet = {
      ...{ id: 'lyrics:task-0123456789', taskId: 'task-0123456789', title: 'Waltz', text: 'Sail on' },
      ...{ prompt: 'a waltz', createdAt: Date.UTC(2026, 5, 1), provenance },
    };
    expect(saved).toMatchObject({
      kind: 'saved',
      files: { kind: 'lyrics', file: 'Waltz [task0123].txt', sheet },
    });
    expect(world.names()).toEqual([path]);
    expect(readSheet(new TextDecoder().decode(world.files.disk.get(path)))).toEqual(sheet);
  });

  it('takes its own file again, as somebody edited it since', async () => {
    const world = createWorld();
    await world.save(words);
    const edited = new TextDecoder().decode(world.files.disk.get(path)).replace('Sail on', 'Sail home');
    world.files.put(path, edited);
    expect(await world.save(words)).toMatchObject({ kind: 'saved', files: { sheet: { text: 'Sail home' } } });
    expect(world.names()).toEqual([path]);
  });

  it('leaves somebody’s file alone and takes the next name', async () => {
    const world = createWorld();
    world.files.put(path, 'mine');
    expect(await world.save(words)).toMatchObject({
      kind: 'saved',
      files: { file: 'Waltz [task0123] 2.txt' },
    });
    expect(new TextDecoder().decode(world.files.disk.get(path))).toBe('mine');
  });

  it('waits for folder and room', async () => {
    const world = createWorld();
    world.files.setFree(10);
    expect(await world.save(words)).toEqual({ kind: 'user', problem: { code: 'disk_full' } });
    world.files.unmount('/lib');
    expect(await world.save(words)).toEqual({ kind: 'user', problem: { code: 'folder_missing' } });
    expect(world.names()).toEqual([]);
  });
});

describe('a clip’s tag', () => {
  it('says what is known of task and clip', async () => {
    const world = createWorld();
    const saved = await world.save({ kind: 'clip', clip: { ...clip, title: '', model: '' } });
    expect(saved).toMatchObject({
      kind: 'saved',
      files: {
        tag: {
          ...{ clipId: clip.id, taskId: 'task-0123456789', position: 1, type: 'lyrics', title: 'Waltz' },
          ...{
            style: 'waltz',
            lyrics: 'Sail on',
            model: 'suno',
            createdAt: Date.UTC(2026, 5, 1),
            provenance,
          },
        },
      },
    });
  });

  it('knows little of a task that was forgotten, and dates it when we heard of it, or now', async () => {
    const world = createWorld();
    const { save } = world;
    const clipSource: ItemSource = { kind: 'clip', clip: { ...clip, id: 'other' } };
    const dated = await save(clipSource, { ...task, createdAt: 'nonsense' });
    expect(dated).toMatchObject({ files: { tag: { createdAt: 5 } } });
    const gone = createWorld();
    const source: ItemSource = { kind: 'clip', clip };
    expect(await gone.save(source, null)).toMatchObject({
      files: {
        tag: { type: 'music', createdAt: gone.clock.now(), provenance: { input: null, credits: null } },
      },
    });
  });
});
