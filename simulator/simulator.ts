import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { handleApi } from './api.ts';
import { handleControl } from './control.ts';
import { createControls, type Controls } from './controls.ts';
import { listen, listenAgain, sendJson, type Listening } from './http.ts';
import { audioOf, handleMedia, type MediaCache } from './media.ts';
import { createWorld, type World } from './world.ts';
import type { RecordedRequest, SimulatorOptions } from './model.ts';

/** A running sunor.cc of one's own. */
export interface Simulator extends Controls {
  /** Base URL, ends with `/api/v1`. */
  readonly apiUrl: string;
  /** The second origin, where clips and covers are. */
  readonly mediaUrl: string;
  readonly controlUrl: string;
  /** The key that was let in at the start. */
  readonly key: string;
  /** Everything there is, for tests to look at. A reset makes a new one. */
  world(): World;
  /** The whole bytes of a clip's audio: as they are, then each other song that was given out in their place. */
  audio(clipId: string): Buffer[];
  /** Forgets everything; the same seed then gives the same again. */
  reset(): void;
  /** Stops listening and breaks what is under way; the world stays. */
  stop(): Promise<void>;
  /** Listens again on the same ports. */
  resume(): Promise<void>;
}

/** Delays that end when the simulator stops, so that nothing outlives it. */
const createWaits = (): { wait(ms: number): Promise<void>; end(): void } => {
  const pending = new Set<() => void>();
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          pending.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        pending.add(done);
      }),
    end: () => {
      for (const done of [...pending]) done();
    },
  };
};

/** Requests remembered for tests; a demo may run for days. */
const keptRequests = 20_000;

/** Starts the simulator on 127.0.0.1. Rejects when a port is taken. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  let world = createWorld(options);
  const key = world.ownKey;
  const cache: MediaCache = new Map();
  const waits = createWaits();
  const controls = createControls(() => world);
  const reset = (): void => {
    world = createWorld(options, world.mediaUrl);
    cache.clear();
  };

  const recorded =
    (
      server: RecordedRequest['server'],
      handle: (request: IncomingMessage, response: ServerResponse, record: RecordedRequest) => Promise<void>,
    ): RequestListener =>
    (request, response) => {
      const record: RecordedRequest = {
        at: world.now(),
        server,
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        status: null,
        key: 'none',
        range: null,
        ifRange: null,
      };
      world.requests.push(record);
      if (world.requests.length > keptRequests) world.requests.shift();
      response.on('finish', () => {
        record.status = response.statusCode;
      });
      handle(request, response, record).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { code: 500, message: `Simulator: ${message}` });
      });
    };

  const api = recorded('api', (request, response, record) =>
    handleApi(world, request, response, record, waits.wait),
  );
  const media = recorded('media', (request, response, record) =>
    handleMedia(world, cache, request, response, record, waits.wait),
  );
  const front: RequestListener = (request, response) => {
    if (!/^\/control(\/|\?|$)/.test(request.url ?? '')) {
      api(request, response);
      return;
    }
    handleControl(world, controls, reset, request, response).catch(() => {
      response.destroy();
    });
  };

  const open = async (
    ports: { api: number; media: number },
    on: typeof listen,
  ): Promise<{ api: Listening; media: Listening }> => {
    const mediaServer = await on(media, ports.media);
    try {
      return { api: await on(front, ports.api), media: mediaServer };
    } catch (error) {
      await mediaServer.close();
      throw error;
    }
  };

  let servers: { api: Listening; media: Listening } | null = await open(
    { api: options.port ?? 0, media: options.mediaPort ?? 0 },
    listen,
  );
  const ports = { api: servers.api.port, media: servers.media.port };
  const origin = `http://127.0.0.1:${ports.api}`;
  world.mediaUrl = `http://127.0.0.1:${ports.media}`;

  return {
    ...controls,
    apiUrl: `${origin}/api/v1`,
    mediaUrl: world.mediaUrl,
    controlUrl: `${origin}/control`,
    key,
    world: () => world,
    audio(clipId) {
      const clip = world.clips.get(clipId);
      return clip === undefined
        ? []
        : [clip.seed, ...clip.replaced].map((song) => audioOf(cache, clip, song));
    },
    reset,
    stop: async () => {
      const open = servers;
      servers = null;
      waits.end();
      if (open !== null) await Promise.all([open.api.close(), open.media.close()]);
    },
    resume: async () => {
      servers ??= await open(ports, listenAgain);
    },
  };
};
