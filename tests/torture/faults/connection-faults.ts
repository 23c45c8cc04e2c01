import type { Fault } from './fault.ts';
import { usualPatienceMs, type FaultWorld } from './world.ts';

const room = 'connection';
const offline = {
  sees: '"Offline" at the top; the task says that the API cannot be reached',
  next: 'asked again with growing pauses, one task at a time; at once when the network is back',
};
const deadMedia = {
  sees: 'the clip is not saved yet: the connection failed',
  next: 'tried again with growing pauses, up to hours, as long as the link may be good',
};

/** The API is asked at another address until the fault is lifted. */
const apiAt = (url: (world: FaultWorld) => string): Pick<Fault, 'begin' | 'lift'> => ({
  begin: (world) => {
    world.apiUrl = url(world);
  },
  lift: (world) => {
    world.apiUrl = world.simulator.apiUrl;
    world.app?.engine.applySettings({
      ...{ libraryFolder: world.library, pollIntervalS: 10, apiBaseUrl: world.simulator.apiUrl },
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
  { on: 'get', host: 'api', what: 'API', ...offline, shows: ['offline', 'timed_out'] },
  { on: 'audio', host: 'media', what: 'media host', ...deadMedia, shows: ['offline', 'timed_out'] },
] as const;

/** Nothing comes from a host that is silent on purpose: hundreds of clips need not wait for it in real time. */
const silentPatienceMs = 20;

const simulated = (name: string, fault: { reset?: true; hang?: true }): Fault[] =>
  places.map(({ on, host, what, sees, next, shows }) => ({
    ...{ name: `${what}: ${name}`, room, sees, next, shows, ends: 'saved' },
    begin: (world) => {
      if (fault.hang === true) world.patienceMs[host] = silentPatienceMs;
      world.simulator.setFault({ on, ...fault });
    },
    lift: (world) => {
      world.patienceMs[host] = usualPatienceMs;
      world.simulator.clearFaults();
    },
  }));

export const connectionFaults: readonly Fault[] = [
  {
    ...{ name: 'both hosts: connection refused', room, ...offline, shows: ['offline'], ends: 'saved' },
    begin: (world) => world.simulator.stop(),
    lift: (world) => world.simulator.resume(),
  },
  {
    ...{ name: 'both hosts: gone while saving', room, ...deadMedia, shows: ['offline'], ends: 'saved' },
    when: 'saving',
    begin: (world) => world.simulator.stop(),
    lift: (world) => world.simulator.resume(),
  },
  ...simulated('connection reset', { reset: true }),
  ...simulated('takes the connection and stays silent', { hang: true }),
  {
    ...{ name: 'API: its name is not known (DNS)', room, ...offline, shows: ['offline'], ends: 'saved' },
    ...apiAt(() => 'https://nowhere.invalid/api/v1'),
  },
  {
    ...{ name: 'API: TLS error', room, ...offline, shows: ['offline'], ends: 'saved' },
    ...apiAt((world) => overHttps(world.simulator.apiUrl)),
  },
  {
    ...{
      name: 'media host: its name is not known (DNS)',
      room,
      ...deadMedia,
      shows: ['offline'],
      ends: 'saved',
    },
    ...linksTo((_world, id) => `https://nowhere.invalid/${id}.mp3`),
  },
  {
    ...{ name: 'media host: TLS error', room, ...deadMedia, shows: ['offline'], ends: 'saved' },
    ...linksTo((world, id) => `${overHttps(world.simulator.mediaUrl)}/${id}.mp3`),
  },
  {
    ...{ name: 'no network for hours', room, ...offline, shows: ['offline'], ends: 'saved' },
    begin: (world) => world.online.set(false),
    lift: (world) => world.online.set(true),
  },
  {
    ...{ name: 'the network goes while saving', room, ...deadMedia, shows: ['offline'], ends: 'saved' },
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
