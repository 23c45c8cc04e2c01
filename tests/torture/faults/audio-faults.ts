import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Fault as SimulatorFault } from '../../../simulator/faults.ts';
import type { RecordedRequest } from '../../../simulator/model.ts';
import { linksTo } from './connection-faults.ts';
import { unless, type Fault } from './fault.ts';
import { plainClips } from './told.ts';
import { usualPatienceMs, type FaultWorld } from './world.ts';

const room = 'audio';
const http = 'tests/ports/http-saving.test.ts';
const first = 'src/core/saving/download-first.test.ts';
const broke = 'src/core/saving/download.test.ts';
const clip = 'src/core/saving/save-clip.test.ts';
const proof = 'tests/ports/audio.test.ts';
const links = 'src/core/engine.saving.test.ts';
const hops = 'tests/ports/http-redirects.test.ts';

type Look = Pick<Fault, 'sees' | 'next' | 'shows' | 'tells'>;

const noAudio: Look = {
  sees: 'the clip is not saved yet: what came is no sound audio file; one notice when that lasts',
  next: 'the task is asked for a fresh link, then tried again with growing pauses',
  ...{ shows: ['not_saved', 'bad_audio'], tells: ['trouble'] },
};
const deadLink: Look = {
  sees: 'the clip is not saved yet: its link is dead; one notice when that lasts',
  next: 'the task is asked for a fresh link, at once, then with growing pauses',
  ...{ shows: ['not_saved', 'link_dead'], tells: ['trouble'] },
};
const trouble: Look = {
  sees: 'the clip is not saved yet: the host has trouble; one notice when that lasts',
  next: 'tried again with growing pauses',
  ...{ shows: ['not_saved', 'server'], tells: ['trouble'] },
};
const broken: Look = {
  sees: 'the clip is not saved yet: the connection broke',
  next: 'goes on where it broke off',
  shows: ['not_saved', 'offline'],
};
const staysBroken: Look = {
  ...broken,
  ...{ sees: `${broken.sees}; one notice when that lasts`, tells: ['trouble'] },
};
const anew: Look = { ...broken, next: 'begins anew: two files are never made one' };
const fine: Look = { sees: 'nothing: it is saved as any other', next: 'nothing is left to do', shows: [] };

const struck = (
  name: string,
  look: Look,
  by: readonly string[],
  ...faults: Omit<SimulatorFault, 'on'>[]
): Fault => ({
  ...{ name, room, ...look, by, ends: 'saved' },
  begin: (world) => {
    for (const fault of faults) world.setFault({ on: 'audio', ...fault });
  },
  lift: (world) => world.simulator.clearFaults(),
});

const mediaRequests = (world: FaultWorld): RecordedRequest[] =>
  world.simulator.requests().filter(({ server }) => server === 'media');

/** A range was asked for. */
const ranged = (world: FaultWorld): string | null =>
  unless(
    mediaRequests(world).some(({ range }) => range !== null),
    'no range was asked for',
  );

/** One range after another was asked for, as more and more of the file came in. */
const goingOn = (world: FaultWorld): string | null => {
  const ranges = new Set(mediaRequests(world).map(({ range }) => range));
  return unless(ranges.size > 2, `asked for ${[...ranges].join(', ')} alone`);
};

/** A Retry-After in answers of the media host, in seconds. */
const retryAfter = 120;

/** After each refusal the same file is let alone for as long as was asked for. */
const heardRetryAfter = (world: FaultWorld): string | null => {
  const asked = mediaRequests(world);
  const early = asked
    .filter(({ status }) => status === 429 || status === 503)
    .flatMap(({ at, path }) =>
      asked.filter((later) => later.path === path && later.at > at && later.at < at + retryAfter * 1000),
    );
  return unless(early.length === 0, `asked again within Retry-After, ${early.length} times`);
};

const patient = (status: number): Fault => ({
  ...struck(`${status} of the media host with Retry-After`, trouble, [http, broke], {
    ...{ status, headers: { 'Retry-After': String(retryAfter) } },
  }),
  ...{ next: 'tried again with growing pauses, and not before Retry-After', holds: heardRetryAfter },
});

/** Links that lead to the odd host first. */
const throughOddHost = (
  name: string,
  look: Look,
  by: readonly string[],
  answer: (world: FaultWorld, clipId: string, own: string) => Parameters<FaultWorld['odd']['on']>[1],
): Fault => ({
  ...{ name, room, ...look, by, ends: 'saved' },
  ...linksTo((world, id) => {
    const path = `/${name.replaceAll(/\W+/g, '-')}/${id}.mp3`;
    return world.odd.on(path, answer(world, id, `${world.odd.url}${path}`));
  }),
});

const redirected = (name: string, look: Look, status: number, to: (world: FaultWorld, id: string, own: string) => string): Fault =>
  throughOddHost(name, look, [hops], (world, id, own) => (_request, response) => {
    response.writeHead(status, { Location: to(world, id, own) });
    response.end();
  }); // prettier-ignore

const sent = (headers: Record<string, string>, bytes: Buffer): Parameters<FaultWorld['odd']['on']>[1] =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': bytes.length, ...headers });
    response.end(bytes);
  }; // prettier-ignore

const picture = readFileSync(new URL('../../../resources/icon.png', import.meta.url));

/** Slowly enough that what came is read before the connection breaks: what still waits to be read then is lost. */
const cut = (bytes: number): Omit<SimulatorFault, 'on'> => ({ cutAfter: bytes, bytesPerSecond: bytes * 10 });
/** Breaks each clip off once, so that there is a range to ask for. */
const breakOff = { ...cut(9000), times: 2 };
/** Another song under the same address each time: whoever goes on with a range makes one of two. */
const changing = (name: string, more: Omit<SimulatorFault, 'on'>): Fault => ({
  ...struck(
    `changed between ranges (${name})`,
    anew,
    [broke, 'src/core/saving/download-never-splices.test.ts', http],
    { changeFile: true, ...more },
    { changeFile: true, ...more, ...breakOff },
  ),
  happened: ranged,
});

export const audioFaults: readonly Fault[] = [
  ...[403, 404, 410].map((status) =>
    struck(`${status} forbidden or gone link`, deadLink, [links, broke], { status }),
  ),
  struck('401 for a link', deadLink, [first], { status: 401 }),
  ...[408, 500, 502, 504].map((status) =>
    struck(`${status} of the media host`, trouble, [first], { status }),
  ),
  ...[429, 503].map(patient),
  {
    ...{ name: 'expired link that asking the task repairs', room, ...deadLink, ends: 'saved' },
    ...{ sees: 'the clip is not saved yet: its link is dead', by: [links], shows: ['link_dead'], tells: [] },
    when: 'saving',
    begin: (world) => world.simulator.expireLinks(),
    happened: (world) =>
      unless(
        mediaRequests(world).some(({ status }) => status === 403),
        'no expired link was asked for',
      ),
  },
  struck('200 with a web page instead of audio', noAudio, [clip, proof], { notAudio: true }),
  struck('0 bytes', noAudio, [first, proof], { empty: true }),
  { ...struck('cut short, then whole', broken, [http, broke], breakOff), happened: ranged },
  { ...struck('always cut short', staysBroken, [broke], cut(1000)), happened: goingOn },
  struck('announced longer than it is', staysBroken, [http, first], { wrongLength: 10_000_000 }),
  struck('longer than announced', noAudio, [http, first], { wrongLength: 5000 }),
  struck('no length announced', fine, [http], { noLength: true }),
  {
    ...struck('no length, cut short', staysBroken, [http, broke], { noLength: true, ...cut(3000) }),
    happened: goingOn,
  },
  { ...struck('ranges ignored', anew, [http, broke], { ignoreRanges: true }, breakOff), happened: ranged },
  changing('ETag', {}),
  changing('ETag, by a host that knows no If-Range', { ignoreIfRange: true }),
  changing('date alone', { noEtag: true }),
  changing('date alone, by a host that knows no If-Range', { noEtag: true, ignoreIfRange: true }),
  {
    // 19 kB: a second and a third for each, several times the patience with a silent host.
    ...struck('very slow', fine, ['tests/ports/http.test.ts', http], { bytesPerSecond: 14_000, times: 2 }),
    task: { clip: plainClips(2, { seconds: 1.6 }) },
    happened: (world) =>
      unless(world.longestMs() > 3 * usualPatienceMs, `came within ${world.longestMs()} ms`),
  },
  throughOddHost('gzip around the file', fine, ['tests/ports/http.test.ts', first], (world, id) =>
    sent({ 'Content-Encoding': 'gzip' }, gzipSync(world.simulator.audio(id)[0] ?? Buffer.alloc(0))),
  ),
  throughOddHost('bytes that are another kind of file', noAudio, [proof], () => sent({}, picture)),
  {
    ...{ name: 'much shorter than the API says', room, ...noAudio, by: ['src/core/engine.test.ts', proof] },
    ends: 'saved',
    begin(world) {
      for (const id of world.task.clipIds) {
        const made = world.simulator.world().clips.get(id);
        if (made !== undefined) made.claims = { ...made.claims, duration: 141.2 };
      }
    },
    lift(world) {
      for (const id of world.task.clipIds) delete world.simulator.world().clips.get(id)?.claims.duration;
      world.app?.engine.checkNow([world.task.id]);
    },
  },
  {
    ...{ name: 'streaming link before the final one', room, ...deadLink, ends: 'saved' },
    ...{
      sees: 'the clip has no final link yet; one notice when that lasts',
      by: ['src/core/api/replies.test.ts'],
    },
    next: 'the task is asked for it with growing pauses',
    ...linksTo((_world, id) => `https://audiopipe.suno.ai/?item_id=${id}`),
  },
  {
    ...{
      name: 'a link that is none',
      room,
      ...deadLink,
      by: ['src/core/api/replies.test.ts'],
      ends: 'saved',
    },
    ...linksTo(() => 'file:///etc/passwd'),
  },
  ...[301, 302, 307].map((status) =>
    redirected(
      `${status} to the real place`,
      fine,
      status,
      ({ simulator }, id) => `${simulator.mediaUrl}/${id}.mp3`,
    ),
  ),
  redirected('redirects in a loop', deadLink, 302, (_world, _id, own) => own),
  redirected('a redirect to what is no http', deadLink, 302, () => 'file:///etc/passwd'),
];
