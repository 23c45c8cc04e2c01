import type { Result } from '../../shared/problem.ts';
import type { Files } from '../ports.ts';

/** Writes a small text under its final name, flushed and never over another file (`bad_request`). `part` is its name under way. */
export const writeText = async (
  files: Files,
  part: string,
  path: string,
  text: string,
): Promise<Result<void>> => {
  const cleared = await files.remove(part);
  if (!cleared.ok) return cleared;
  const opened = await files.createPart(part);
  if (!opened.ok) return opened;
  const written = await opened.value.write(new TextEncoder().encode(text));
  if (!written.ok) {
    await opened.value.discard();
    return written;
  }
  const finished = await opened.value.finish();
  const published = finished.ok ? await files.publish(part, path) : finished;
  if (!published.ok) await files.remove(part);
  return published;
};
