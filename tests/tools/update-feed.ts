import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the feed does instead of handing out what it announced. */
export type FeedFault = 'none' | 'other bytes' | 'error 500' | 'cut short';

/** A place to ask for newer versions, as electron-builder's `generic` provider lays it out. */
export interface UpdateFeed {
  url: string;
  fault: FeedFault;
  /** Paths that were asked for, in turn. */
  asked: readonly string[];
  stop(): Promise<void>;
}

export const startUpdateFeed = async (release: {
  version: string;
  notes: string;
  program: string;
}): Promise<UpdateFeed> => {
  const { version, notes } = release;
  const program = Buffer.from(release.program);
  const name = `Cliploft-${version}.AppImage`;
  const sha512 = createHash('sha512').update(program).digest('base64');
  const yml = [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${String(program.length)}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-11-20T10:00:00.000Z'`,
    `releaseNotes: ${JSON.stringify(notes)}`,
  ].join('\n');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const isProgram = pathname === `/${name}`;
    const sent = feed.fault === 'other bytes' ? Buffer.alloc(program.length, 'x') : program;
    if (pathname === '/latest-linux.yml') response.end(yml);
    else if (!isProgram) response.writeHead(404).end();
    else if (feed.fault === 'error 500') response.writeHead(500).end();
    else {
      response.writeHead(200, { 'Content-Length': sent.length });
      if (feed.fault === 'cut short') response.write(sent.subarray(0, 20), () => response.destroy());
      else response.end(sent);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const feed: UpdateFeed = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    fault: 'none',
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return feed;
};
