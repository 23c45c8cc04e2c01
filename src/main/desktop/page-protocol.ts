import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy } from './security.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

const headers = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
});

/** The file within `root` that an address of the page means; null for any address that means none. */
export const pageFile = (root: string, url: string): string | null => {
  try {
    const { hostname, pathname } = new URL(url);
    if (hostname !== 'cliploft') return null;
    const path = normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname));
    const file = join(root, path);
    return file.startsWith(root + sep) && !path.includes('\0') && extname(path) in types ? file : null;
  } catch {
    return null;
  }
};

/**
 * Serves the built page from `root`, each answer with the policy. GET only; anything else is 404. `onServed` is told each
 * file that is handed over.
 */
export const createPageHandler =
  (root: string, onServed: (file: string) => void = () => undefined) =>
  async (request: Request): Promise<Response> => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : null;
    if (file === null) return new Response(null, { status: 404, headers: headers('text/plain') });
    try {
      const body = await readFile(file);
      onServed(file);
      return new Response(new Uint8Array(body), {
        headers: headers(types[extname(file)] ?? 'application/octet-stream'),
      });
    } catch {
      return new Response(null, { status: 404, headers: headers('text/plain') });
    }
  };
