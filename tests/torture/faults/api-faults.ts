import { unless, type Fault } from './fault.ts';
import type { FaultWorld } from './world.ts';

const room = 'API answers';
const here = 'tests/torture/faults/api-faults.ts';
const engine = 'src/core/engine.test.ts';
const faults = 'src/core/engine.faults.test.ts';
const notices = 'src/core/engine.notices.test.ts';
const replies = 'src/core/api/replies.test.ts';
const http = 'tests/ports/http.test.ts';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Every GET of the task is answered so until the fault is lifted. */
const answered = (answer: (world: FaultWorld) => Answer): Pick<Fault, 'begin' | 'lift'> => ({
  begin: (world) => void world.setFault({ on: 'get', ...answer(world) }),
  lift: (world) => world.simulator.clearFaults(),
});

/** Answers about a task that were none. */
const strikes = (world: FaultWorld): number =>
  world.simulator.requests().filter(({ path, status }) => path.includes('/task/') && status !== 200).length;

const again = 'asked again with growing pauses; the task stays on the list';
const refused = (status: number, shows: string, sees: string, by: string[] = [here]): Fault => ({
  ...{ name: String(status), room, sees, next: again, by, shows: [shows], ends: 'saved' },
  ...answered(() => ({ status })),
});

/** After each of these answers nothing at all was asked of the API for so long (ms). */
const kept = (world: FaultWorld, waitMs: number): string | null => {
  const asked = world.simulator.requests().filter(({ server }) => server === 'api');
  const early = asked
    .filter(({ status }) => status === 429)
    .flatMap(({ at }) => asked.filter((later) => later.at > at && later.at < at + waitMs));
  return unless(early.length === 0, `asked ${early.length} times although it was to wait for ${waitMs} ms`);
};

const tooMany = (
  name: string,
  waitMs: number,
  by: string[],
  headers: (world: FaultWorld) => Record<string, string>,
): Fault => ({
  ...{ name: `429 ${name}`, room, by, shows: ['budget paused'], ends: 'saved' },
  ...{
    sees: 'the budget says until when it pauses',
    next: 'nothing is asked until then; one pause for all tasks',
  },
  ...answered((world) => ({ status: 429, headers: headers(world) })),
  holds: (world) => kept(world, waitMs),
});

/** Longer than a fault lasts: a date that is over is none to wait for. ms. */
const dateMs = 25 * 60_000;

const unclear = 'the task says that the answer made no sense';
const body = (name: string, text: string, by: string[] = [replies], status = 200): Fault => ({
  ...{ name, room, sees: unclear, next: again, by, shows: ['bad_reply'], ends: 'saved' },
  ...answered(() => ({ status, body: text })),
});

/** The key goes along with a question: where a redirect leads must never hear of it. */
const redirected = (name: string, status: number, to: (world: FaultWorld) => string): Fault => ({
  ...{ name: `${status} ${name}`, room, sees: unclear, by: [http], shows: ['bad_reply'], ends: 'saved' },
  next: 'redirects of the API are not followed: the key would go along',
  ...answered((world) => ({ status, headers: { Location: to(world) } })),
  holds: (world) =>
    unless(
      world.odd.strange().length === 0 &&
        !world.simulator.requests().some(({ path }) => path.endsWith('/loop')),
      'the redirect was followed',
    ),
});

const missing: Fault = {
  ...{ name: '404', room, by: [engine, notices], shows: ['missing'], tells: ['missing'], ends: 'saved' },
  ...{
    sees: 'the task is "not found" after three tries; one notice',
    next: 'the user checks again or forgets it',
  },
  ...answered(() => ({ status: 404 })),
  lift(world) {
    world.simulator.clearFaults();
    // What only the journal knew is asked about again, and may not be found either.
    world.app?.engine.checkNow([world.task, ...world.before].map(({ id }) => id));
  },
  holds: (world) => unless(strikes(world) === 3, `asked ${strikes(world)} times`),
};

export const apiFaults: readonly Fault[] = [
  refused(400, 'bad_request', 'the task says that the API refused the question'),
  {
    ...{ name: '401', room, sees: 'one banner: the key was refused, everything is paused; one notice' },
    ...{ next: 'goes on by itself with the new key', by: [engine, notices, 'tests/e2e/key.test.ts'] },
    ...{ shows: ['key rejected'], tells: ['key_refused'], ends: 'saved' },
    begin: (world) => world.simulator.revokeKey(),
    async lift(world) {
      world.simulator.allowKey('another-key-0123456789');
      await world.enterKey();
    },
  },
  refused(402, 'no_credits', 'the task says that credits are short'),
  refused(403, 'bad_request', 'the task says that the API refused the question'),
  missing,
  { ...missing, name: '404 of a task that still runs after it', task: { seconds: 3600 } },
  body('404 of some server in between', '<html>not here</html>', [faults], 404),
  refused(408, 'timed_out', 'the task says that the API took too long'),
  refused(409, 'bad_request', 'the task says that the API refused the question'),
  tooMany('without Retry-After', 30_000, [replies], () => ({})),
  tooMany('Retry-After in seconds', 90_000, [engine, replies], () => ({ 'Retry-After': '90' })),
  tooMany('Retry-After as a date', dateMs - 1000, [replies], (world) => ({
    'Retry-After': new Date(world.clock.now() + dateMs).toUTCString(),
  })),
  tooMany('Retry-After nonsense', 30_000, [replies], () => ({ 'Retry-After': 'in a while, \u00fc' })),
  tooMany('Retry-After far too long', 24 * 3_600_000, [replies], () => ({ 'Retry-After': '99999999999' })),
  ...[500, 502, 503, 504].map((status) =>
    refused(
      status,
      'server',
      'the task says that the API has trouble',
      status === 500 ? [engine, faults] : [here],
    ),
  ),
  ...[301, 302, 307].map((status) =>
    redirected('to another host', status, (world) => `${world.odd.url}/elsewhere`),
  ),
  redirected('in a loop', 302, () => '/api/v1/task/loop'),
  body('a web page where JSON should be', '<!doctype html><title>Just a moment…</title>'),
  body('JSON cut short', '{"code":200,"data":{"task_id":"0b9d6a52-7e11","status":"succ'),
  body('no data', '{"code":200}'),
  body('data of the wrong type', '{"code":200,"data":"all is well"}'),
  body('a status of the wrong type', '{"code":200,"data":{"status":{"now":"success"}}}'),
  body('another task', '{"code":200,"data":{"task_id":"somebody-elses","status":"success","output":null}}'),
  body('nothing at all', ''),
  body('nested a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`),
  body('a reply of 17 MB', JSON.stringify({ code: 200, data: 'x'.repeat(17 * 1024 * 1024) }), [here]),
];
