import type { RequestListener } from 'node:http';
import { listen } from '../../../simulator/http.ts';

/** A host on loopback that answers as it is told: for what the simulator is too well-behaved for. */
export interface OddHost {
  readonly url: string;
  /** Answers this path from now on. Gives the whole address. */
  on(path: string, answer: RequestListener): string;
  /** Paths with an answer that nobody has asked for yet. */
  unasked(): string[];
  /** Paths that nobody should have asked for. */
  strange(): string[];
  /** Did ever a request bring a key along? */
  sawKey(): boolean;
  close(): Promise<void>;
}

export const startOddHost = async (): Promise<OddHost> => {
  const answers = new Map<string, RequestListener>();
  const asked = new Set<string>();
  let keySeen = false;
  const server = await listen((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const answer = answers.get(path);
    asked.add(path);
    keySeen ||= request.headers['x-api-key'] !== undefined;
    if (answer !== undefined) return answer(request, response);
    response.writeHead(404);
    response.end();
  }, 0);
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    on(path, answer) {
      answers.set(path, answer);
      return url + path;
    },
    unasked: () => [...answers.keys()].filter((path) => !asked.has(path)),
    strange: () => [...asked].filter((path) => !answers.has(path)),
    sawKey: () => keySeen,
    close: () => server.close(),
  };
};
