import type { Socket } from 'node:net';
import { longestLine } from './protocol.ts';

/** How a connection's first line came to its end. */
export type FirstLine = { line: string } | { ended: 'too_long' | 'closed' | 'late' };

/** Reads the first line that comes in, within `patienceMs` altogether. Never rejects; leaves the socket open. */
export const firstLine = (socket: Socket, patienceMs: number, longest = longestLine): Promise<FirstLine> =>
  new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    const settle = (how: FirstLine): void => {
      clearTimeout(timer);
      socket.off('data', take).off('end', closed).off('close', closed);
      resolve(how);
    };
    const closed = (): void => settle({ ended: 'closed' });
    const take = (piece: Buffer): void => {
      const end = piece.indexOf(10);
      size += end < 0 ? piece.length : end;
      if (size > longest) {
        settle({ ended: 'too_long' });
        return;
      }
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      if (end >= 0) settle({ line: Buffer.concat(pieces).toString('utf8') });
    };
    const timer = setTimeout(() => settle({ ended: 'late' }), patienceMs);
    socket.on('data', take).on('end', closed).on('close', closed);
  });
