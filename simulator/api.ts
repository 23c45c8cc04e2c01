import type { IncomingMessage, ServerResponse } from 'node:http';
import { balanceView, priceOf, usageView } from './credits.ts';
import { takeFault, type Fault, type FaultPlace } from './faults.ts';
import { decoded, parseJson, readBody, sendJson } from './http.ts';
import { countRequest } from './rate-limit.ts';
import { createdView, makeTask, renewLinks, settleEnded, taskView } from './tasks.ts';
import { checkCreate } from './validate.ts';
import type { RecordedRequest } from './model.ts';
import type { World } from './world.ts';

interface Answer {
  status: number;
  body: unknown;
}

/** sunor-api.md 1 [S][D]: `code` repeats the HTTP status. */
const good = (status: number, data: unknown): Answer => ({ status, body: { code: status, data } });
/** sunor-api.md 1 [D]: an error has a message and no data. */
const bad = (status: number, message: string): Answer => ({ status, body: { code: status, message } });

interface Route {
  place: FaultPlace;
  task?: string;
}

const routeOf = (method: string, path: string): Route | null => {
  const task = /^\/api\/v1\/task\/([^/]+)$/.exec(path)?.[1];
  if (method === 'POST' && path === '/api/v1/task') return { place: 'create' };
  if (method === 'GET' && task !== undefined) return { place: 'get', task: decoded(task) };
  if (method === 'GET' && path === '/api/v1/account/balance') return { place: 'balance' };
  if (method === 'GET' && path === '/api/v1/account/usage') return { place: 'usage' };
  return null;
};

const create = (world: World, key: string, text: string | null): Answer => {
  const checked = checkCreate(parseJson(text ?? ''));
  if (!checked.ok) return bad(400, checked.message);
  const { model, type, input } = checked.value;
  const price = priceOf(model, type) ?? 0;
  if (world.credits.available < price) {
    // sunor-api.md 7 [D]
    return bad(402, `Insufficient credits: available ${world.credits.available}, required ${price}`);
  }
  // sunor-api.md 2.1 [N][O][L]: 202
  return good(202, createdView(makeTask(world, { model, type, input, key })));
};

const answerTo = (world: World, route: Route, key: string, text: string | null): Answer => {
  settleEnded(world);
  if (route.place === 'create') return create(world, key, text);
  if (route.place === 'balance') return good(200, balanceView(world.credits));
  if (route.place === 'usage') return good(200, usageView(world.credits));
  const task = world.tasks.get(route.task ?? '');
  // Another's task is not found either (sunor-api.md 2.2 [S]).
  if (task?.key !== key) return bad(404, 'Task not found');
  renewLinks(task);
  task.told = taskView(world, task);
  return good(200, task.told);
};

/** Answers as the fault has it; false when it leaves the answer to the world. */
const answerFault = (response: ServerResponse, fault: Fault, headers: Record<string, string>): boolean => {
  if (fault.reset === true) {
    response.socket?.resetAndDestroy();
    return true;
  }
  if (fault.hang === true) return true;
  if (fault.status === undefined && fault.body === undefined) return false;
  const status = fault.status ?? 200;
  const text = fault.body ?? JSON.stringify({ code: status, message: faultMessage(status) });
  const type = text.startsWith('<') ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { ...headers, 'Content-Type': type, ...fault.headers });
  response.end(text);
  return true;
};

/** sunor-api.md 7 [D] where a sample is known. */
const faultMessage = (status: number): string =>
  ({
    401: 'Invalid API key',
    404: 'Task not found',
    429: 'Rate limit exceeded. Try again in 30 seconds.',
    500: 'Internal server error',
    502: 'Bad gateway',
    503: 'Service unavailable',
  })[status] ?? 'Error';

/** Handles one request to /api/v1. `wait` resolves after so many ms, sooner when the simulator stops. */
export const handleApi = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  record: RecordedRequest,
  wait: (ms: number) => Promise<void>,
): Promise<void> => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const route = routeOf(request.method ?? 'GET', path);
  const key = request.headers['x-api-key'];
  const known = typeof key === 'string' && world.keys.has(key);
  record.key = key === undefined ? 'none' : known ? 'good' : 'wrong';
  const text = await readBody(request);
  // The window is the key's; without a good key nothing is counted and the whole window is shown.
  const rate = known
    ? countRequest(world.rate, key, world.now(), world.oldRateHeaders)
    : { allowed: true, retryAfter: 0, headers: { 'X-RateLimit-Remaining': String(world.rate.perMinute) } };

  const fault = route === null ? null : takeFault(world.faults, { place: route.place, task: route.task });
  if (fault !== null) {
    if (fault.delay !== undefined) await wait(fault.delay);
    if (fault.created === true && route?.place === 'create' && known) answerTo(world, route, key, text);
    if (answerFault(response, fault, rate.headers)) return;
  }
  const answer =
    key === undefined
      ? bad(401, 'Missing x-api-key header') // sunor-api.md 7 [D]
      : !known
        ? bad(401, 'Invalid API key') // sunor-api.md 7 [D]
        : !rate.allowed
          ? bad(429, `Rate limit exceeded. Try again in ${rate.retryAfter} seconds.`) // sunor-api.md 7 [D]
          : route === null
            ? bad(404, 'Not found')
            : answerTo(world, route, key, text);
  sendJson(response, answer.status, answer.body, { ...rate.headers, ...fault?.headers });
};
