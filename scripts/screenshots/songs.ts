import type { TaskOptions } from '../../simulator/model.ts';

/** One task of the past: how many hours ago it was made, and what it was. */
export interface PastTask {
  hoursAgo: number;
  options: TaskOptions;
}

const song = (hoursAgo: number, options: TaskOptions = {}): PastTask => ({
  hoursAgo,
  options: { ...options, seconds: 96 },
});

/** What the library holds, oldest first. Songs without a title follow the simulator's own list of songs. */
export const past: readonly PastTask[] = [
  song(150),
  song(131),
  song(127, { clips: 1 }),
  song(101),
  { hoursAgo: 99, options: { type: 'lyrics', prompt: 'A lullaby for a lighthouse keeper', seconds: 20 } },
  song(78, { clips: 1 }),
  song(75),
  song(54),
  song(50, { clips: 1 }),
  { hoursAgo: 49, options: { type: 'lyrics', prompt: 'Two verses about the last tram home', seconds: 20 } },
  song(29),
  song(26, { clips: 1 }),
  song(7),
  song(5),
  { hoursAgo: 4, options: { type: 'lyrics', prompt: 'A chorus for a rainy station', seconds: 20 } },
];

/** Tasks that are under way or did not go well, oldest first; all of them but a few minutes old. */
export const present = {
  timedOut: { title: 'Slow Motion City', tags: 'trip hop, strings', status: 'timeout', seconds: 50 },
  failed: {
    title: 'Thunder Over Tin Roofs',
    tags: 'delta blues, slide guitar',
    status: 'failure',
    error: 'Lyrics are too long for this model',
    seconds: 40,
  },
  awaited: { title: 'Salt Flats at Dawn', tags: 'ambient americana, pedal steel', result: [], seconds: 45 },
  half: { title: 'Copper Kettle Stomp', tags: 'skiffle, washboard', clips: 1, seconds: 60 },
  notSaved: { title: 'Meadow Engine', tags: 'krautrock, motorik drums', seconds: 60 },
  unknown: {
    title: 'Blue Hour Ferry',
    tags: 'bossa nova, nylon guitar',
    statusText: 'in_review',
    seconds: 900,
  },
  running: { title: 'Velvet Meridian', tags: 'neo soul, electric piano', seconds: 160 },
  waiting: { title: 'Winter Carousel', tags: 'dream pop, celesta', seconds: 4000 },
} as const satisfies Record<string, TaskOptions>;

/** An id that no account has. */
export const nobodysId = '7c1f0e5a-93d4-4b27-8a56-2f6b0d9e41c3';

/** What is pasted for the picture of "Add tasks": new ids, one that is on the list, and one that is no id. */
export const pasted = (known: string): string =>
  [
    '{"code": 200, "data": {"task_id": "3b8f6c12-5d0e-4a71-9c84-e2a7f1b06d95", "status": "pending"}}',
    'https://sunor.cc/api/v1/task/a94d27e0-61bf-4c38-b5f2-08d3c7e91a46',
    known,
    '7c1f0e5a-93d4-4b27-8a56',
  ].join('\n');
