import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { benchId, createSongs } from './songs.ts';

/**
 * API and media host in a process of their own, so that they weigh on nobody who is measured. Task n has the clips
 * 2n and 2n + 1. Prints `{"url"}` once it listens; ends with its parent.
 */
const { values } = parseArgs({ options: { clips: { type: 'string' }, bytes: { type: 'string' } } });
const clips = Number(values.clips);
const songs = createSongs(Number(values.bytes));

const tasks = new Map(Array.from({ length: Math.ceil(clips / 2) }, (_, n) => [benchId('task', n), n]));
let url = '';

const clipOf = (n: number): unknown => ({
  id: benchId('clip', n),
  audio_url: `${url}/${n}.mp3`,
  image_url: null,
  title: `Song ${n}`,
  metadata: { duration: songs.seconds(n), tags: 'bench', prompt: 'la la la' },
});

const taskOf = (id: string, n: number): unknown => ({
  code: 200,
  data: {
    ...{ task_id: id, model: 'suno', type: 'music', status: 'success', credits_cost: 10 },
    ...{ input: { gpt_description_prompt: 'A bench' }, error: null },
    output: { status: 'completed', progress: '100%', result: [clipOf(2 * n), clipOf(2 * n + 1)] },
    ...{ created_at: '2026-06-01T00:00:00.000Z', completed_at: new Date().toISOString() },
  },
});

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const song = /^\/(\d+)\.mp3$/.exec(path)?.[1];
  if (song !== undefined) {
    const n = Number(song);
    const body = songs.whole(n);
    response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': body.length, ETag: `"${n}"` });
    response.end(body);
    return;
  }
  const id = path.split('/').pop() ?? '';
  const n = tasks.get(id);
  const data = { available: 100, frozen: 0, total: 100 };
  const body = n === undefined ? { code: 200, data } : taskOf(id, n);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
});

// Every piece is composed before anybody waits for it.
for (let n = 0; n < clips; n += 1) songs.size(n);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  console.log(JSON.stringify({ url }));
});
process.stdin.on('end', () => process.exit(0)).resume();
