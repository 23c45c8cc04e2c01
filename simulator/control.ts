import type { IncomingMessage, ServerResponse } from 'node:http';
import { addFault, removeFault, type Fault } from './faults.ts';
import { decoded, parseJson, readBody, sendJson } from './http.ts';
import { taskView } from './tasks.ts';
import type { Controls } from './controls.ts';
import type { TaskOptions } from './model.ts';
import type { World } from './world.ts';

type Body = Record<string, unknown>;
type Handler = (body: Body, id: string) => unknown;

const numberIn = (body: Body, name: string): number => {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${name} must be a number`);
  return value;
};

const textIn = (body: Body, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new Error(`${name} must be a text`);
  return value;
};

/** Every route under /control. `:id` is the last part of the path. */
const routes = (world: World, controls: Controls, reset: () => void): Record<string, Handler> => ({
  'GET /control': () => ({ tasks: world.tasks.size, requests: world.requests.length, now: world.now() }),
  'GET /control/tasks': () => [...world.tasks.values()].map((task) => taskView(world, task)),
  'POST /control/tasks': (body) => controls.createTask(body as TaskOptions),
  'POST /control/tasks/:id/finish': (_, id) => {
    controls.finish(id);
  },
  'POST /control/tasks/:id/expire': (_, id) => {
    controls.expireLinks(id);
  },
  'POST /control/advance': (body) => {
    controls.advance(numberIn(body, 'ms'));
  },
  'POST /control/faults': (body) => {
    textIn(body, 'on');
    return { id: addFault(world.faults, body as unknown as Fault) };
  },
  'DELETE /control/faults': () => {
    controls.clearFaults();
  },
  'DELETE /control/faults/:id': (_, id) => ({ removed: removeFault(world.faults, Number(id)) }),
  'GET /control/requests': () => controls.requests(),
  'DELETE /control/requests': () => {
    controls.clearRequests();
  },
  'POST /control/key/revoke': () => {
    controls.revokeKey();
  },
  'POST /control/key/allow': (body) => {
    controls.allowKey(textIn(body, 'key'));
  },
  'POST /control/credits': (body) => {
    controls.setCredits(numberIn(body, 'available'));
  },
  'POST /control/rate-limit': (body) => {
    controls.setRateLimit(numberIn(body, 'perMinute'));
  },
  'POST /control/reset': () => {
    reset();
  },
});

/** Handles one request under /control. A web page in some browser has no business here: no Origin may come along. */
export const handleControl = async (
  world: World,
  controls: Controls,
  reset: () => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (
    request.headers.origin !== undefined ||
    !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')
  ) {
    sendJson(response, 403, { message: 'Only for programs on this computer' });
    return;
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const method = request.method ?? 'GET';
  const id = /^\/control\/(?:tasks|faults)\/([^/]+)/.exec(path)?.[1] ?? '';
  const name = id === '' ? path : path.replace(`/${id}`, '/:id');
  const handler = routes(world, controls, reset)[`${method} ${name}`];
  if (handler === undefined) {
    sendJson(response, 404, { message: 'No such control' });
    return;
  }
  const text = await readBody(request);
  const body = text === '' ? {} : parseJson(text ?? '');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    sendJson(response, 400, { message: 'The body must be a JSON object' });
    return;
  }
  try {
    sendJson(response, 200, handler(body as Body, decoded(id)) ?? { ok: true });
  } catch (error) {
    sendJson(response, 400, { message: error instanceof Error ? error.message : String(error) });
  }
};
