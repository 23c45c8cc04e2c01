import type { RequestListener } from 'node:http';
import { listen } from '../../../simulator/http.ts';

/** A host on loopback that answers as it is told: for what the simulator is too well-behaved for. */
export interface OddHost {
  readonly url: string;
  /** Answers this path from now on. Gives the whole address. */
  on(path: string, answer: RequestListener): string;
  close(): Promise<void>;
}

export const startOddHost = async (): Promise<OddHost> => {
  const answers = new Map<string, RequestListener>();
  const server = await listen((request, response) => {
    const answer = answers.get((request.url ?? '/').split('?')[0] ?? '/');
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
    close: () => server.close(),
  };
};
