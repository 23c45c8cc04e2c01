import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../simulator/faults.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { readResult, type ClipSource } from '../../src/core/api/results.ts';
import { clipTagOf } from '../../src/core/saving/clip-tag.ts';
import { id3Length } from '../../src/core/saving/part-sink.ts';
import type { PartState } from '../../src/core/saving/part-state.ts';
import { saveClip } from '../../src/core/saving/save-clip.ts';
import { createAudioReader } from '../../src/main/adapters/audio.ts';
import { createClock } from '../../src/main/adapters/clock.ts';
import { createFiles } from '../../src/main/adapters/files.ts';
import { createHttp } from '../../src/main/adapters/http.ts';
import { createTags } from '../../src/main/adapters/tags.ts';
import { createFakeLog } from '../fakes/log.ts';

type Step = Omit<Fault, 'on'>;

describe('Saving from the simulator with everything real', () => {
  let simulator: Simulator;
  let clip: ClipSource;
  let source: Buffer;
  let folder: string;
  let part: PartState | null;
  let tries: number;

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'saving' });
    const { id } = simulator.createTask({ clip: [{ title: 'Slow Harbour', seconds: 20 }] });
    simulator.finish(id);
    const reply = await fetch(`${simulator.apiUrl}/task/${id}`, { headers: { 'x-api-key': simulator.key } });
    const body = (await reply.json()) as { data: { output: { result: unknown } } };
    const [first] = readResult(id, 'music', body.data.output.result).clips;
    if (first === undefined || first.audioUrl === null) throw new Error('the simulator gave no clip');
    clip = first;
    source = Buffer.from(await (await fetch(first.audioUrl)).arrayBuffer());
  });
  afterAll(() => simulator.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cliploft-saving-'));
    part = null;
    tries = 0;
    simulator.clearRequests();
  });
  afterEach(() => {
    simulator.clearFaults();
    rmSync(folder, { recursive: true });
  });

  const files = createFiles();
  const ports = {
    ...{ files, http: createHttp(), audio: createAudioReader(), tags: createTags(), clock: createClock() },
    ...{ log: createFakeLog(), checkFolder: files.checkFolder },
  };
  const save = async () => {
    tries += 1;
    const outcome = await saveClip(ports, {
      ...{ clip, title: 'Task', libraryFolder: folder, partName: `me-${tries}`, part },
      before: { attempts: tries, problem: null },
      tag: clipTagOf(undefined, clip, { taskId: 't1', position: 0, title: 'Task' }, 1_780_000_000_000),
      onPart: (next) => (part = next),
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
    });
    // As the commit does.
    if (outcome.kind === 'saved') part = null;
    return outcome;
  };
  const saveUnder = async (fault: Step) => {
    const lift = simulator.setFault({ on: 'audio', ...fault });
    const outcome = await save();
    lift();
    return outcome.kind === 'saved' ? 'saved' : `${outcome.kind} ${outcome.problem.code}`;
  };
  const requests = () =>
    simulator
      .requests()
      .filter(({ server, path }) => server === 'media' && path.includes('.mp3'))
      .map(({ status, range }) => [status, range]);
  const left = (): string[] => readdirSync(join(folder, '.cliploft'));
  /** The saved file without our tag is what the host gave, to the last byte. */
  const expectWhole = (): void => {
    const audio = readdirSync(folder).filter((name) => name.endsWith('.mp3'));
    expect(audio).toHaveLength(1);
    const content = readFileSync(join(folder, audio[0] ?? ''));
    const ours = id3Length(content);
    expect(ours).toBeGreaterThan(0);
    expect(content.subarray(ours).equals(source.subarray(id3Length(source)))).toBe(true);
    expect([left(), part]).toEqual([[], null]);
  };

  it('saves sound, tag and cover', async () => {
    const outcome = await save();
    expect(outcome).toMatchObject({ kind: 'saved', files: { facts: { mime: 'audio/mpeg' } } });
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    const path = join(folder, outcome.files.audio);
    expect(await files.sha256(path)).toEqual({ ok: true, value: outcome.files.sha256 });
    expect(await ports.tags.read(path)).toEqual(outcome.files.tag);
    expect(readdirSync(folder).sort()).toEqual(
      ['.cliploft', outcome.files.cover, outcome.files.audio].sort(),
    );
    expectWhole();
    // A second computer, or this one after a crash, finds it there and asks for nothing.
    const asked = simulator.requests().length;
    expect(await save()).toEqual(outcome);
    expect(simulator.requests()).toHaveLength(asked);
  });

  /** Slowly, so that what was sent is read before the connection breaks: what still waits to be read then is lost. */
  const slowly = { bytesPerSecond: 400_000 };
  const keptBytes = async (): Promise<number> => {
    const size = await files.size(join(folder, '.cliploft', part?.name ?? 'none'));
    return (size ?? 0) - (part?.prefix ?? 0);
  };

  it('goes on by range after each of three breaks', async () => {
    const ranges: (string | null)[] = [null];
    for (const at of [30_000, 50_000, 40_000]) {
      const before = await keptBytes();
      expect(await saveUnder({ ...slowly, cutAfter: at, times: 1 })).toBe('again offline');
      expect(await keptBytes()).toBe(before + at);
      ranges.push(`bytes=${before + at}-`);
    }
    expect(await save()).toMatchObject({ kind: 'saved' });
    expectWhole();
    expect(requests().map(([, range]) => range)).toEqual(ranges);
    expect(requests().at(-1)).toEqual([206, 'bytes=120000-']);
  });

  it.each([{ ignoreRanges: true }, { changeEtag: true }])('begins anew under %j', async (fault) => {
    expect(await saveUnder({ ...fault, ...slowly, cutAfter: 50_000, times: 1 })).toBe('again offline');
    expect(await keptBytes()).toBe(50_000);
    expect(await saveUnder(fault)).toBe('saved');
    expectWhole();
    expect(requests().at(-1)).toEqual([200, 'bytes=50000-']);
  });

  it.each<[string, Step[], string[]]>([
    ['no length', [{ noLength: true }], ['saved']],
    ['no length, and a break', [{ noLength: true, cutAfter: 50_000 }, {}], ['again offline', 'saved']],
    ['a length too long', [{ wrongLength: 10_000_000, times: 1 }, {}], ['again offline', 'saved']],
    ['a length too short', [{ wrongLength: 100_000, times: 1 }, {}], ['ask bad_audio', 'saved']],
    ['a length far beyond any song', [{ wrongLength: 400_000_000 }, {}], ['ask bad_audio', 'saved']],
    ['a web page', [{ notAudio: true }, {}], ['ask bad_audio', 'saved']],
    ['nothing', [{ empty: true }, {}], ['ask bad_audio', 'saved']],
    ['403', [{ status: 403 }, {}], ['ask link_dead', 'saved']],
    ['404', [{ status: 404 }, {}], ['ask link_dead', 'saved']],
    ['503', [{ status: 503 }, {}], ['again server', 'saved']],
    ['a reset', [{ reset: true }, {}], ['again offline', 'saved']],
    [
      'a break, then 403, then 503',
      [{ cutAfter: 50_000 }, { status: 403 }, { status: 503 }, {}],
      ['again offline', 'ask link_dead', 'again server', 'saved'],
    ],
    [
      'a word of gzip that is none',
      [{ headers: { 'Content-Encoding': 'gzip' } }, {}],
      ['again offline', 'saved'],
    ],
    [
      'a loop of redirects',
      [{ status: 302, headers: { Location: '/a.mp3' } }, {}],
      ['ask link_dead', 'saved'],
    ],
    ['few bytes a second', [{ bytesPerSecond: 800_000 }], ['saved']],
  ])('survives %s', async (_name, steps, outcomes) => {
    const got: string[] = [];
    for (const step of steps) got.push(await saveUnder(step));
    expect(got).toEqual(outcomes);
    expectWhole();
  });

  it('sends the media host no key, whatever happens', async () => {
    await saveUnder({ cutAfter: 50_000, times: 1 });
    await save();
    const media = simulator.requests().filter(({ server }) => server === 'media');
    expect(media.length).toBeGreaterThan(2);
    expect(media.every(({ key }) => key === 'none')).toBe(true);
  });
});
