import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpReply } from '../../src/core/ports.ts';
import type { Result } from '../../src/shared/problem.ts';

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A host on loopback that answers by these routes, also such as are added later. */
export const listen = async (routes: Record<string, Route>): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    const route = routes[request.url ?? ''];
    if (route === undefined) response.writeHead(404).end();
    else route(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

/** Ends a host and every connection to it. */
export const shut = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

export const redirect =
  (to: string, status = 302): Route =>
  (_request, response) =>
    response.writeHead(status, { location: to }).end('moved');
/** Answers with the headers that it was sent. */
export const echo: Route = (request, response) =>
  response.writeHead(200, { 'X-Test': 'Yes' }).end(JSON.stringify(request.headers));

/** A reply's body as text. */
export const textOf = async (reply: HttpReply): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of reply.body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** The reply of a request that has to go well. */
export const goodOf = async (sent: Promise<Result<HttpReply>>): Promise<HttpReply> => {
  const reply = await sent;
  if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
  return reply.value;
};
