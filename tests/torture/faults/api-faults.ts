import type { Fault } from './fault.ts';

const room = 'API answers';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Every GET of the task is answered so until the fault is lifted. */
const answered = (answer: Answer): Pick<Fault, 'begin' | 'lift'> => ({
  begin: (world) => void world.simulator.setFault({ on: 'get', ...answer }),
  lift(world) {
    world.simulator.clearFaults();
    // What gave up asking goes on when the user says so; for all others this changes nothing.
    world.app?.engine.resumeWatching([world.task.id]);
  },
});

const again = 'asked again with growing pauses; the task stays on the list';
const refused = (
  status: number,
  shows: string,
  sees: string,
  next = again,
  more: { name?: string; headers?: Record<string, string> } = {},
): Fault => ({
  ...{ name: more.name ?? String(status), room, sees, next, shows: [shows], ends: 'saved' },
  ...answered({ status, ...(more.headers === undefined ? {} : { headers: more.headers }) }),
});

const waits = 'nothing is asked until then; one pause for all tasks';
const tooMany = (name: string, headers?: Record<string, string>): Fault => ({
  ...{ name: `429 ${name}`, room, sees: 'the budget says until when it pauses', next: waits },
  ...{ shows: ['rate_limited'], ends: 'saved' },
  ...answered({ status: 429, ...(headers === undefined ? {} : { headers }) }),
});

const unclear = 'the task says that the answer made no sense';
const body = (name: string, text: string, shows = 'bad_reply', status = 200): Fault => ({
  ...{ name, room, sees: unclear, next: again, shows: [shows], ends: 'saved' },
  ...answered({ status, body: text }),
});

const elsewhere = 'redirects of the API are not followed: the key would go along';

export const apiFaults: readonly Fault[] = [
  refused(400, 'bad_request', 'the task says that the API refused the question'),
  {
    ...{ name: '401', room, sees: 'one banner: the key was refused, everything is paused; one notice' },
    ...{ next: 'goes on by itself with the new key', shows: ['key rejected'], ends: 'saved' },
    begin: (world) => world.simulator.revokeKey(),
    async lift(world) {
      world.simulator.allowKey('another-key-0123456789');
      await world.app?.engine.setKey('another-key-0123456789');
    },
  },
  refused(402, 'no_credits', 'the task says that credits are short'),
  refused(403, 'bad_request', 'the task says that the API refused the question'),
  {
    ...refused(
      404,
      'missing',
      'the task is "not found" after three tries; one notice',
      'the user checks again or forgets it',
    ),
    ...answered({ status: 404 }),
  },
  body('404 of some server in between', '<html>not here</html>', 'bad_reply', 404),
  refused(408, 'timed_out', 'the task says that the API took too long'),
  refused(409, 'bad_request', 'the task says that the API refused the question'),
  tooMany('without Retry-After'),
  tooMany('Retry-After in seconds', { 'Retry-After': '90' }),
  tooMany('Retry-After as a date', { 'Retry-After': new Date(Date.now() + 120_000).toUTCString() }),
  tooMany('Retry-After nonsense', { 'Retry-After': 'in a while, \u00fc' }),
  tooMany('Retry-After far too long', { 'Retry-After': '99999999999' }),
  ...[500, 502, 503, 504].map((status) =>
    refused(status, 'server', 'the task says that the API has trouble'),
  ),
  ...[301, 302, 307].map((status) =>
    refused(status, 'bad_reply', unclear, elsewhere, {
      name: `${status} to another host`,
      headers: { Location: 'http://127.0.0.1:9/elsewhere' },
    }),
  ),
  refused(302, 'bad_reply', unclear, elsewhere, {
    name: '302 in a loop',
    headers: { Location: '/api/v1/task/loop' },
  }),
  body('a web page where JSON should be', '<!doctype html><title>Just a moment…</title>'),
  body('JSON cut short', '{"code":200,"data":{"task_id":"0b9d6a52-7e11","status":"succ'),
  body('no data', '{"code":200}'),
  body('data of the wrong type', '{"code":200,"data":"all is well"}'),
  body('a status of the wrong type', '{"code":200,"data":{"status":{"now":"success"}}}'),
  body('another task', '{"code":200,"data":{"task_id":"somebody-elses","status":"success","output":null}}'),
  body('nothing at all', ''),
  body('nested a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`),
  body('a reply of 17 MB', JSON.stringify({ code: 200, data: 'x'.repeat(17 * 1024 * 1024) })),
];
