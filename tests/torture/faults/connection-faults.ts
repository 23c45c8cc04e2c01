import type { Fault } from './fault.ts';
import { hourMs } from './fault.ts';
import { usualPatienceMs, type FaultWorld } from './world.ts';

const room = 'connection';
const offline = {
  sees: '"Offline" at the top; the task says that the API cannot be reached',
  next: 'asked again with growing pauses, one task at a time; at once when the network is back',
  shows: ['banner offline'],
};
const deadMedia = {
  sees: 'the clip is not saved yet: the connection failed; one notice when that lasts',
  next: 'tried again with growing pauses, up to hours, as long as the link may be good',
  shows: ['not_saved', 'offline | timed_out'],
  tells: ['trouble'],
};
const http = 'tests/ports/http.test.ts';
const links = 'src/core/engine.links.test.ts';
const saving = 'src/core/engine.saving.test.ts';
const broken = 'src/core/saving/download.test.ts';

/** The API is asked at another address until the fault is lifted. */
const apiAt = (url: (world: FaultWorld) => string): Pick<Fault, 'begin' | 'lift'> => ({
  begin: (world) => {
    world.apiUrl = url(world);
  },
  lift: (world) => {
    world.apiUrl = world.simulator.apiUrl;
    world.app?.engine.applySettings({
      ...{
        libraryFolder: world.library,
        fileNames: '{title} [{id}]',
        pollIntervalS: 10,
        apiBaseUrl: world.simulator.apiUrl,
      },
    });
  },
});

/** The clips' links lead elsewhere until the fault is lifted; then the task gives good ones. */
export const linksTo = (
  url: (world: FaultWorld, clipId: string) => string,
): Pick<Fault, 'begin' | 'lift'> => ({
  begin: (world) => {
    for (const id of world.task.clipIds) {
      const clip = world.simulator.world().clips.get(id);
      if (clip !== undefined) clip.claims = { ...clip.claims, audioUrl: url(world, id) };
    }
  },
  lift: (world) => {
    for (const id of world.task.clipIds) {
      const clip = world.simulator.world().clips.get(id);
      if (clip !== undefined) delete clip.claims.audioUrl;
    }
  },
});

const overHttps = (url: string): string => url.replace(/^http:/, 'https:');

/** The places where a simulator's fault strikes, with how the program takes it there. */
const places = [
  { on: 'get', host: 'api', what: 'API', words: { ...offline, shows: ['banner offline', 'offline | timed_out'] } },
  { on: 'audio', host: 'media', what: 'media host', words: deadMedia },
] as const; // prettier-ignore

/** Nothing comes from a host that is silent on purpose: hundreds of clips need not wait for it in real time. */
const silentPatienceMs = 20;

const simulated = (name: string, fault: { reset?: true; hang?: true }, also: string): Fault[] =>
  places.map(({ on, host, what, words }) => ({
    ...{ name: `${what}: ${name}`, room, ...words, by: [http, also], ends: 'saved' },
    begin: (world) => {
      if (fault.hang === true) world.patienceMs[host] = silentPatienceMs;
      world.setFault({ on, ...fault });
    },
    lift: (world) => {
      world.patienceMs[host] = usualPatienceMs;
      world.simulator.clearFaults();
    },
  }));

export const connectionFaults: readonly Fault[] = [
  {
    ...{ name: 'both hosts: connection refused', room, ...offline, by: [http, links], ends: 'saved' },
    begin: (world) => world.simulator.stop(),
    lift: (world) => world.simulator.resume(),
  },
  {
    ...{
      name: 'both hosts: gone while saving',
      room,
      ...deadMedia,
      by: [http, links, broken],
      ends: 'saved',
    },
    when: 'saving',
    begin: (world) => world.simulator.stop(),
    lift: (world) => world.simulator.resume(),
  },
  ...simulated('connection reset', { reset: true }, 'tests/ports/http-saving.test.ts'),
  ...simulated('takes the connection and stays silent', { hang: true }, broken),
  {
    ...{ name: 'API: its name is not known (DNS)', room, ...offline, by: [http], ends: 'saved' },
    ...apiAt(() => 'https://nowhere.invalid/api/v1'),
  },
  {
    ...{ name: 'API: TLS error', room, ...offline, by: [http], ends: 'saved' },
    ...apiAt((world) => overHttps(world.simulator.apiUrl)),
  },
  {
    ...{
      name: 'media host: its name is not known (DNS)',
      room,
      ...deadMedia,
      by: [http, links],
      ends: 'saved',
    },
    ...linksTo((_world, id) => `https://nowhere.invalid/${id}.mp3`),
  },
  {
    ...{ name: 'media host: TLS error', room, ...deadMedia, by: [http, links], ends: 'saved' },
    ...linksTo((world, id) => `${overHttps(world.simulator.mediaUrl)}/${id}.mp3`),
  },
  {
    ...{ name: 'no network for hours', room, ...offline, ends: 'saved', lastsMs: 5 * hourMs },
    by: ['src/core/engine.faults.test.ts', 'src/core/engine.test.ts'],
    begin: (world) => world.online.set(false),
    lift: (world) => world.online.set(true),
  },
  {
    ...{ name: 'the network goes while saving', room, ...offline, by: [saving, broken], ends: 'saved' },
    ...{
      sees: '"Offline" at the top; the clip is not saved yet',
      shows: ['banner offline', 'saving | not_saved'],
    },
    next: 'nothing is tried until the network is back, then at once',
    when: 'saving',
    begin: async (world) => {
      world.online.set(false);
      await world.simulator.stop();
    },
    lift: async (world) => {
      await world.simulator.resume();
      world.online.set(true);
    },
  },
];
