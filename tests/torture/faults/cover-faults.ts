import { readdirSync } from 'node:fs';
import type { Fault as SimulatorFault } from '../../../simulator/faults.ts';
import { unless, type Fault } from './fault.ts';
import { resultOf } from './told.ts';
import type { FaultWorld } from './world.ts';

const room = 'covers and titles';
const clip = 'src/core/saving/save-clip.test.ts';

const imagesAsked = (world: FaultWorld): number =>
  world.simulator.requests().filter(({ path }) => path.startsWith('/image')).length;

/** Painting takes the simulator longer than anybody waits for a host: it is done before. */
const painted = async (world: FaultWorld): Promise<void> => {
  const { clips } = world.simulator.world();
  for (const id of world.task.clipIds.filter((each) => clips.get(each)?.claims.imageUrl !== null))
    await (await fetch(`${world.simulator.mediaUrl}/image_${id}.jpeg`)).arrayBuffer();
  world.simulator.clearRequests();
};

/** A cover that never comes, and is asked for so often. */
const cover = (name: string, fault: Omit<SimulatorFault, 'on'>, tries: number, by: string[]): Fault => ({
  ...{ name: `cover: ${name}`, room, by, shows: [], ends: 'saved', task: { clip: [{}] } },
  sees: 'the clip without its cover',
  next: tries === 1 ? 'saved without it at once' : 'tried twice more, then saved without it',
  async begin(world) {
    await painted(world);
    world.setFault({ on: 'image', ...fault });
  },
  holds: (world) =>
    unless(imagesAsked(world) === tries, `asked ${imagesAsked(world)} times for the cover`) ??
    unless(
      world.savedClips().every((id) => world.app?.engine.clipFiles(id)?.cover === null),
      'there is a cover',
    ),
});

/** Names that some system refuses, or takes for something else. */
const unfit = (name: string): boolean =>
  /[<>:"/\\|?*\p{Cc}\u202a-\u202e]|[. ]$/u.test(name) ||
  /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ||
  Buffer.byteLength(name) > 255;

const titlesIn = (world: FaultWorld): string[] =>
  world.app?.engine.clipPage({ text: '', sort: 'title', offset: 0, limit: 10 }).clips.map(({ title }) => title) ?? []; // prettier-ignore

/** `shown`: the title as it stands in the library; null where the task lends its own. */
const title = (name: string, text: string, shown: string | null = text): Fault => ({
  ...{ name: `title: ${name}`, room, shows: [], ends: 'saved' },
  ...{ sees: 'the title as it is', next: 'saved under a name that every system takes' },
  by: ['src/core/saving/file-names.test.ts', 'tests/e2e/tasks.test.ts'],
  task: {
    clip: [
      { imageUrl: null, title: text },
      { imageUrl: null, title: text },
    ],
  },
  happened(world) {
    const result = resultOf(world);
    const told = Array.isArray(result) && result.every((view: { title?: unknown }) => view.title === text);
    return unless(told, 'the API told another title');
  },
  holds(world) {
    const names = readdirSync(world.library).filter(unfit);
    const titles = titlesIn(world);
    const right = titles.length === 2 && titles.every((each) => each === (shown ?? each) && each !== '');
    return (
      unless(names.length === 0, `no name for a file: ${names.join()}`) ??
      unless(right, `shown as ${titles.join()}`)
    );
  },
});

export const coverFaults: readonly Fault[] = [
  cover('missing', { status: 404 }, 1, [clip]),
  cover('no answer', { hang: true }, 1, [clip]),
  cover('cut short', { cutAfter: 500 }, 3, ['src/core/engine.faults.test.ts']),
  cover('no image', { body: '<html>', status: 200 }, 1, [clip]),
  title('empty', '', null),
  title('5,000 characters', 'Long '.repeat(1000), 'Long '.repeat(1000).trim()),
  title('emoji', '🎷🌊👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿'),
  title('right to left', '\u202egnp.\u05e9\u05d9\u05e8'),
  title('../', '../../../../etc/passwd'),
  title('CON', 'CON'),
  title('slashes', 'AC/DC \\ back \\ / slash'),
  title('NUL', 'a\0b', 'ab'),
  title('half a letter', 'half \ud83c letter', 'half \ufffd letter'),
  title('dots', '...'),
];
