import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Fault as SimulatorFault } from '../../../simulator/faults.ts';
import { composeMp3 } from '../../../simulator/mp3/compose.ts';
import { linksTo } from './connection-faults.ts';
import type { Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const room = 'audio';
const noAudio = {
  sees: 'the clip is not saved yet: what came is no sound audio file',
  next: 'the task is asked for a fresh link, then tried again with growing pauses',
};
const deadLink = {
  sees: 'the clip is not saved yet: its link is dead',
  next: 'the task is asked for a fresh link, at once, then with growing pauses',
};
const broken = {
  sees: 'the clip is not saved yet: the connection broke',
  next: 'goes on where it broke off',
};
const fine = { sees: 'nothing: it is saved as any other', next: 'nothing is left to do' };

type Words = Pick<Fault, 'sees' | 'next'>;

const struck = (
  name: string,
  words: Words,
  shows: string[],
  ...faults: Omit<SimulatorFault, 'on'>[]
): Fault => ({
  ...{ name, room, ...words, shows, ends: 'saved' },
  begin: (world) => {
    for (const fault of faults) world.simulator.setFault({ on: 'audio', ...fault });
  },
  lift: (world) => world.simulator.clearFaults(),
});

const bytesOf = (world: FaultWorld, clipId: string): Buffer => {
  const clip = world.simulator.world().clips.get(clipId);
  return clip === undefined ? Buffer.alloc(0) : composeMp3(clip.seed, clip.frames);
};

/** Links that lead to the odd host first, which redirects. */
const redirected = (status: number): Fault => ({
  ...{ name: `${status} to the real place`, room, ...fine, shows: ['saved'], ends: 'saved' },
  ...linksTo((world, id) =>
    world.odd.on(`/${status}/${id}.mp3`, (_request, response) => {
      response.writeHead(status, { Location: `${world.simulator.mediaUrl}/${id}.mp3` });
      response.end();
    }),
  ),
});

const redirectedTo = (name: string, to: (own: string) => string): Fault => ({
  ...{ name, room, ...deadLink, shows: ['link_dead'], ends: 'saved' },
  ...linksTo((world, id) => {
    const path = `/to/${id}.mp3`;
    return world.odd.on(path, (_request, response) => {
      response.writeHead(302, { Location: to(`${world.odd.url}${path}`) });
      response.end();
    });
  }),
});

const picture = readFileSync(new URL('../../../resources/icon.png', import.meta.url));

export const audioFaults: readonly Fault[] = [
  ...[403, 404, 410].map((status) =>
    struck(`${status} forbidden or gone link`, deadLink, ['link_dead'], { status }),
  ),
  struck('401 for a link', deadLink, ['link_dead'], { status: 401 }),
  ...[429, 500, 503].map((status) =>
    struck(
      `${status} of the media host`,
      {
        sees: 'the clip is not saved yet: the host has trouble',
        next: 'tried again with growing pauses, a Retry-After heard',
      },
      ['server', 'rate_limited'],
      { status, headers: { 'Retry-After': '120' } },
    ),
  ),
  {
    ...{
      name: 'expired link that asking the task repairs',
      room,
      ...deadLink,
      shows: ['saved'],
      ends: 'saved',
    },
    when: 'saving',
    begin: (world) => world.simulator.expireLinks(),
  },
  struck('200 with a web page instead of audio', noAudio, ['bad_audio'], { notAudio: true }),
  struck('0 bytes', noAudio, ['bad_audio'], { empty: true }),
  struck('cut short, then whole', broken, ['offline', 'saved'], { cutAfter: 9000, times: 2 }),
  struck('always cut short', broken, ['offline', 'bad_audio'], { cutAfter: 3000 }),
  struck('announced longer than it is', broken, ['offline', 'bad_audio'], { wrongLength: 10_000_000 }),
  struck('longer than announced', noAudio, ['offline', 'bad_audio', 'bad_reply'], { wrongLength: 5000 }),
  struck('no length announced', fine, ['saved'], { noLength: true }),
  struck('no length, cut short', noAudio, ['bad_audio', 'offline'], { noLength: true, cutAfter: 9000 }),
  struck(
    'ranges ignored',
    broken,
    ['offline', 'saved'],
    { ignoreRanges: true },
    { cutAfter: 9000, times: 2 },
  ),
  struck(
    'changed between ranges (ETag)',
    broken,
    ['offline', 'saved'],
    { changeEtag: true },
    { cutAfter: 9000, changeEtag: true, times: 2 },
  ),
  struck('very slow', fine, ['saved'], { bytesPerSecond: 60_000 }),
  {
    ...{ name: 'gzip around the file', room, ...fine, shows: ['saved'], ends: 'saved' },
    ...linksTo((world, id) =>
      world.odd.on(`/gzip/${id}.mp3`, (_request, response) => {
        const packed = gzipSync(bytesOf(world, id));
        response.writeHead(200, {
          'Content-Encoding': 'gzip',
          'Content-Length': packed.length,
          'Content-Type': 'audio/mpeg',
        });
        response.end(packed);
      }),
    ),
  },
  {
    ...{ name: 'bytes that are another kind of file', room, ...noAudio, shows: ['bad_audio'], ends: 'saved' },
    ...linksTo((world, id) =>
      world.odd.on(`/image/${id}.mp3`, (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': picture.length });
        response.end(picture);
      }),
    ),
  },
  {
    ...{ name: 'much shorter than the API says', room, ...noAudio, shows: ['bad_audio'], ends: 'saved' },
    begin(world) {
      for (const id of world.task.clipIds) {
        const clip = world.simulator.world().clips.get(id);
        if (clip !== undefined) clip.claims = { ...clip.claims, duration: 141.2 };
      }
    },
    lift(world) {
      for (const id of world.task.clipIds) delete world.simulator.world().clips.get(id)?.claims.duration;
      world.app?.engine.checkNow([world.task.id]);
    },
  },
  {
    ...{ name: 'streaming link before the final one', room, shows: ['link_dead'], ends: 'saved' },
    ...{ sees: 'the clip has no final link yet', next: 'the task is asked for it with growing pauses' },
    ...linksTo((_world, id) => `https://audiopipe.suno.ai/?item_id=${id}`),
  },
  {
    ...{ name: 'a link that is none', room, ...deadLink, shows: ['link_dead'], ends: 'saved' },
    ...linksTo(() => 'file:///etc/passwd'),
  },
  ...[301, 302, 307].map(redirected),
  redirectedTo('redirects in a loop', (own) => own),
  redirectedTo('a redirect to what is no http', () => 'file:///etc/passwd'),
];
