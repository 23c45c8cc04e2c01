import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

const MAX_BODY = 4 * 1024 * 1024;

/** The whole body as text; null when it is larger than 4 MB or the connection broke. */
export const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** The text as JSON, or undefined when it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A path with its percent signs read; as it stands where they are broken. */
export const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Answers with JSON. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
  });
  response.end(bytes);
};

/** A server on 127.0.0.1 and no other address. */
export interface Listening {
  port: number;
  /** Stops, and breaks what is under way. */
  close(): Promise<void>;
}

/** Listens on the port (0: any free one). Rejects when it is taken. */
export const listen = async (handler: RequestListener, port: number): Promise<Listening> => {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

/** ms between two tries, and for how long it is tried. */
const again = { everyMs: 100, longestMs: 20_000 };

/**
 * Listens once more on a port that was ours: any connection on this machine may have it for a moment. Rejects when it
 * stays taken.
 */
export const listenAgain = async (handler: RequestListener, port: number): Promise<Listening> => {
  for (let waited = 0; ; waited += again.everyMs) {
    try {
      return await listen(handler, port);
    } catch (error) {
      const isTaken = (error as { code?: unknown }).code === 'EADDRINUSE';
      if (!isTaken || waited >= again.longestMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, again.everyMs));
    }
  }
};
