import { describe, expect, it } from 'vitest';
import {
  clipId,
  clipReply,
  createWorld,
  doneReply,
  taskId,
  taskReply,
  testKey,
} from '../../tests/fakes/engine.ts';
import { taskPhase } from '../shared/task.ts';

const phase = (world: ReturnType<typeof createWorld>, n: number): string => taskPhase(world.task(taskId(n)));

describe('the way of a task', () => {
  it('goes from pasted id to clips in the library, and says so once', async () => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), 'pending'));
    await world.engine.start();
    expect(world.engine.addTasks(taskId(1))).toEqual({ added: [taskId(1)], known: [], rejected: [] });
    expect(phase(world, 1)).toBe('asking');
    await world.clock.advance(10);
    expect(phase(world, 1)).toBe('waiting');

    world.answer(
      taskId(1),
      taskReply(taskId(1), 'running', { output: { status: 'processing', progress: '30%', result: null } }),
    );
    await world.clock.advance(5000);
    expect(world.task(taskId(1))).toMatchObject({ progress: 30, credits: 10, status: 'running' });

    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1), clipReply(2)]));
    await world.clock.advance(5000);
    expect(phase(world, 1)).toBe('saved');
    const page = world.engine.clipPage({ text: '', sort: 'newest', offset: 0, limit: 10 });
    expect(page.clips.map((clip) => clip.id)).toEqual([clipId(1), clipId(2)]);
    expect(world.engine.clipFiles(clipId(1))).toEqual({
      audio: '/music/Cliploft/Song 1 [c0000000].mp3',
      mime: 'audio/mpeg',
      cover: '/music/Cliploft/Song 1 [c0000000].jpg',
    });
    expect(world.notices.map(({ kind, clipId: clip }) => [kind, clip])).toEqual([['finished', clipId(1)]]);

    const asked = world.asked(taskId(1));
    await world.clock.advance(60_000);
    expect(world.asked(taskId(1))).toBe(asked);
    // Nothing but the look at the library folder every few minutes, and the one at the backups every hour.
    expect(world.clock.pending()).toBe(2);
  });

  it('is on disk before its first request', async () => {
    const world = createWorld();
    await world.engine.start();
    world.http.handle(() => {
      throw new Error('asked before it was written');
    });
    world.online.set(false);
    world.engine.addTasks(`${taskId(1)}\n${taskId(2)}`);
    expect(world.sql.all('SELECT id FROM tasks')).toHaveLength(2);
    expect(world.http.requests).toHaveLength(0);
  });

  it.each([
    ['failure', 'failed', 'failed'],
    ['timeout', 'timed_out', 'timed_out'],
  ] as const)('%s gives the credits back and is told', async (status, shown, kind) => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), status, { error: 'Provider refused the prompt' }));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(phase(world, 1)).toBe(shown);
    expect(world.task(taskId(1))).toMatchObject({
      refunded: true,
      credits: 10,
      error: 'Provider refused the prompt',
    });
    expect(world.notices).toMatchObject([{ kind, detail: 'Provider refused the prompt' }]);
  });

  it('keeps and survives what it does not know', async () => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), 'paused_upstream', { type: 'stems', colour: 'blue' }));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(6000);
    expect(world.task(taskId(1))).toMatchObject({
      status: 'paused_upstream',
      type: 'stems',
      watch: 'active',
    });
    expect(phase(world, 1)).toBe('unknown');
    expect(String(world.sql.all('SELECT reply_json FROM tasks')[0]?.['reply_json'])).toContain(
      '"colour":"blue"',
    );
    expect(world.asked(taskId(1))).toBe(2);
  });

  it('takes lyrics as a sheet and a single object as a clip', async () => {
    const world = createWorld();
    world.answer(
      taskId(1),
      doneReply(taskId(1), { title: 'Harbour Light', text: '[Verse]\nSalt' }, { type: 'lyrics' }),
    );
    world.answer(taskId(2), doneReply(taskId(2), clipReply(7), { type: 'concat' }));
    await world.engine.start();
    world.engine.addTasks(`${taskId(1)} ${taskId(2)}`);
    await world.clock.advance(1000);
    expect(world.engine.lyricSheets('salt')).toMatchObject([
      { title: 'Harbour Light', text: '[Verse]\nSalt' },
    ]);
    expect(world.engine.clipPage({ text: 'song', sort: 'title', offset: 0, limit: 5 }).total).toBe(1);
    expect([phase(world, 1), phase(world, 2)]).toEqual(['saved', 'saved']);
  });

  it('says that a success without any result is empty', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), null));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(phase(world, 1)).toBe('saving');
    expect(world.notices).toEqual([]);
    await world.clock.advance(20 * 60_000);
    expect(phase(world, 1)).toBe('empty');
    expect(world.asked(taskId(1))).toBe(6);
    expect(world.notices).toHaveLength(1);
  });

  it('goes on after a restart in the middle, without saving twice', async () => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    await world.engine.stop();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    const second = world.restart();
    await second.start();
    await world.clock.advance(6000);
    expect(taskPhase(world.task(taskId(1), second))).toBe('saved');
    await second.stop();
    const third = world.restart();
    await third.start();
    await world.clock.advance(6000);
    expect(third.state().library.clips).toBe(1);
    expect([...world.files.disk.keys()].filter((path) => path.endsWith('.mp3'))).toHaveLength(1);
  });
});

describe('asking', () => {
  it('never asks for one task twice within a second, whoever wants it', async () => {
    const world = createWorld({ settings: { pollIntervalS: 0.1 } });
    const times: number[] = [];
    world.http.handle((request) => {
      if (request.url.includes('/task/')) times.push(world.clock.now());
      return { body: taskReply(taskId(1), 'running') };
    });
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    for (let i = 0; i < 50; i += 1) {
      world.engine.checkNow([taskId(1)]);
      await world.clock.advance(100);
    }
    expect(times.length).toBeGreaterThanOrEqual(4);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  it('never has two requests for one task under way', async () => {
    const world = createWorld();
    let open = 0;
    let most = 0;
    world.http.handle(async (request) => {
      if (!request.url.includes('/task/')) return world.api.balance;
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((done) => world.clock.after(8000, done));
      open -= 1;
      return { body: taskReply(taskId(1), 'running') };
    });
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    for (let i = 0; i < 20; i += 1) {
      world.engine.checkNow([taskId(1)]);
      await world.clock.advance(1000);
    }
    expect(most).toBe(1);
  });

  it('spends no more than its share of the budget on 300 tasks, and reaches them all', async () => {
    const world = createWorld();
    const ids = Array.from({ length: 300 }, (_, n) => taskId(n + 1));
    ids.forEach((id) => world.answer(id, taskReply(id, 'running')));
    await world.engine.start();
    const times: number[] = [];
    world.http.handle((request) => {
      times.push(world.clock.now());
      return world.answers.get(request.url.split('/').pop() ?? '') ?? { status: 404 };
    });
    world.engine.addTasks(ids.join('\n'));
    await world.clock.advance(4 * 60_000);
    const inAnyMinute = times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length);
    expect(Math.max(...inAnyMinute)).toBeLessThanOrEqual(114);
    expect(world.engine.state().tasks.every((task) => task.status === 'running')).toBe(true);
  });

  it('obeys Retry-After, for everything', async () => {
    const world = createWorld();
    world.answers.set(taskId(1), {
      status: 429,
      headers: { 'Retry-After': '40' },
      body: { code: 429, message: 'slow' },
    });
    world.answer(taskId(2), taskReply(taskId(2), 'running'));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(10);
    world.engine.addTasks(taskId(2));
    await world.clock.advance(39_000);
    expect([world.asked(taskId(1)), world.asked(taskId(2))]).toEqual([1, 0]);
    expect(world.engine.state().budget.pausedUntil).not.toBeNull();
    await world.clock.advance(2000);
    expect([world.asked(taskId(1)), world.asked(taskId(2))]).toEqual([2, 1]);
  });

  it('lets pauses grow on 5xx, and goes on at the usual pace after', async () => {
    const world = createWorld();
    world.answers.set(taskId(1), { status: 500, body: { code: 500, message: 'Internal server error' } });
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(60_000);
    expect(world.asked(taskId(1))).toBeLessThanOrEqual(4);
    expect(world.task(taskId(1)).problem).toMatchObject({ code: 'server', status: 500 });
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    await world.clock.advance(80_000);
    expect(world.task(taskId(1)).problem).toBeNull();
    const asked = world.asked(taskId(1));
    await world.clock.advance(10_000);
    expect(world.asked(taskId(1))).toBe(asked + 2);
  });

  it('asks at once when the network returns', async () => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    await world.engine.start();
    world.online.set(false);
    world.engine.addTasks(taskId(1));
    await world.clock.advance(600_000);
    expect(world.asked(taskId(1))).toBe(0);
    world.online.set(true);
    await world.clock.advance(1);
    expect(world.asked(taskId(1))).toBe(1);
  });

  it('does not wait out a long pause when the computer wakes', async () => {
    const world = createWorld();
    world.http.handle(() => ({ ok: false, problem: { code: 'offline' } }));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(20 * 60_000);
    expect(world.engine.state().online).toBe(false);
    const before = world.asked(taskId(1));
    world.online.wake();
    await world.clock.advance(1100);
    expect(world.asked(taskId(1))).toBe(before + 1);
  });

  it('takes a 404 for a state: asked a few times, then left to the user', async () => {
    const world = createWorld();
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(600_000);
    expect(world.asked(taskId(1))).toBe(3);
    expect(phase(world, 1)).toBe('missing');
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.engine.resumeWatching([taskId(1)]);
    await world.clock.advance(100);
    expect(phase(world, 1)).toBe('running');
  });

  it('stops, resumes and forgets', async () => {
    const world = createWorld();
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    world.engine.stopWatching([taskId(1)]);
    const asked = world.asked(taskId(1));
    await world.clock.advance(60_000);
    expect(world.asked(taskId(1))).toBe(asked);
    expect(phase(world, 1)).toBe('stopped');
    world.engine.resumeWatching([taskId(1)]);
    await world.clock.advance(1100);
    expect(world.asked(taskId(1))).toBe(asked + 1);
    world.engine.forgetTasks([taskId(1)]);
    expect(world.engine.state().tasks).toEqual([]);
    expect(world.sql.all('SELECT id FROM tasks')).toEqual([]);
  });
});

describe('the key', () => {
  it('pauses everything on 401 and goes on by itself with a new key', async () => {
    const world = createWorld({ oneRunKey: null, secret: 'an-old-key' });
    const refuse = { status: 401, body: { code: 401, message: 'Invalid API key' } };
    world.answers.set(taskId(1), refuse);
    world.answers.set(taskId(2), refuse);
    await world.engine.start();
    world.engine.addTasks(`${taskId(1)} ${taskId(2)}`);
    await world.clock.advance(300_000);
    expect(world.engine.state().session.state).toBe('rejected');
    expect(world.asked(taskId(1)) + world.asked(taskId(2))).toBeLessThanOrEqual(2);
    world.answer(taskId(1), taskReply(taskId(1), 'running'));
    world.answer(taskId(2), taskReply(taskId(2), 'running'));
    const set = await world.engine.setKey(testKey);
    expect(set).toMatchObject({ ok: true, value: { state: 'ready', where: 'keychain' } });
    await world.clock.advance(10_000);
    expect(world.engine.state().tasks.map((task) => task.status)).toEqual(['running', 'running']);
    expect(world.secrets.kept()).toBe(testKey);
  });

  it('is not kept before it was checked', async () => {
    const world = createWorld({ oneRunKey: null });
    await world.engine.start();
    world.api.balance = { status: 401, body: { code: 401, message: 'Invalid API key' } };
    expect(await world.engine.setKey('wrong')).toMatchObject({
      ok: false,
      problem: { code: 'unauthorized' },
    });
    expect(world.secrets.kept()).toBeNull();
    expect(world.engine.state().session.state).toBe('none');
  });

  it.each(['no_keychain', 'keychain_locked'] as const)(
    'stays in memory with %s, and says why',
    async (code) => {
      const world = createWorld({ oneRunKey: null });
      world.secrets.setFail(code);
      await world.engine.start();
      expect(world.engine.state().session).toMatchObject({ state: 'none', why: code });
      await world.engine.setKey(testKey);
      expect(world.engine.state().session).toMatchObject({ state: 'ready', where: 'session', why: code });
      expect(world.engine.state().balance).toMatchObject({ available: 90, frozen: 10, total: 100 });
    },
  );

  it('of the environment is never written, and forgetting it leaves the keychain alone', async () => {
    const world = createWorld({ secret: 'kept-before' });
    await world.engine.start();
    await world.engine.forgetKey();
    expect(world.secrets.calls).toEqual([]);
    expect(world.engine.state().session.state).toBe('none');
  });
});

describe('saving', () => {
  it('shows "succeeded, not saved yet" with reason and next try, asks for a fresh link, and saves', async () => {
    const world = createWorld();
    world.media.answer = (url) => (url.includes('fresh') ? { body: 'audio' } : { status: 403 });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(phase(world, 1)).toBe('not_saved');
    const [item] = world.task(taskId(1)).items;
    expect(item).toMatchObject({ state: 'retrying', problem: { code: 'link_dead', status: 403 } });
    expect(item?.nextTryAt).toBeGreaterThan(world.clock.now());
    world.answer(
      taskId(1),
      doneReply(taskId(1), [clipReply(1, { audio_url: 'https://media.test/fresh.mp3' })]),
    );
    await world.clock.advance(20_000);
    expect(phase(world, 1)).toBe('saved');
  });

  it('tells of trouble once, and of the end when it comes', async () => {
    const world = createWorld();
    world.media.answer = () => ({ status: 500 });
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(3_600_000);
    expect(world.notices.map((notice) => notice.kind)).toEqual(['trouble']);
    world.media.answer = () => ({ body: 'audio' });
    world.engine.saveNow([taskId(1)]);
    await world.clock.advance(1000);
    expect(world.notices.map((notice) => notice.kind)).toEqual(['trouble', 'finished']);
  });

  it.each([
    ['bytes that are no audio', { body: '<html>' }, 'bad_audio'],
    ['a file cut short', { headers: { 'content-length': '900' }, body: 'short' }, 'bad_audio'],
    ['an empty file', { body: '' }, 'bad_audio'],
    ['a broken connection', { chunks: [Uint8Array.from([1]), new Error('reset')] }, 'offline'],
  ])('does not take %s for a clip', async (_name, answer, code) => {
    const world = createWorld();
    world.audio.set(() => null);
    world.media.answer = () => answer;
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.task(taskId(1)).items[0]?.problem?.code).toBe(code);
    expect(world.paths()).toEqual([]);
  });

  it('refuses a file whose length in time is not the announced one', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, { metadata: { duration: 180 } })]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.task(taskId(1)).items[0]?.problem?.detail).toBe('lasts 30.0 s, 180.0 s were announced');
  });

  it('saves three at a time', async () => {
    const world = createWorld();
    let open = 0;
    let most = 0;
    const clips = Array.from({ length: 10 }, (_, n) => clipReply(n + 1, { image_url: null }));
    world.http.handle(async (request) => {
      if (request.url.includes('/task/')) return { body: doneReply(taskId(1), clips) };
      if (request.url.includes('/account/')) return world.api.balance;
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((done) => world.clock.after(1000, done));
      open -= 1;
      return { body: `audio ${request.url}` };
    });
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(10_000);
    expect(most).toBe(3);
    expect(world.engine.state().library.clips).toBe(10);
  });

  it('keeps equal titles apart and makes hostile ones harmless', async () => {
    const world = createWorld();
    const titles = ['../../etc/passwd', 'Same', 'Same', '🎷🎺', 'شارع الميناء', 'CON', '\u202egnp.exe', '  '];
    const clips = titles.map((title, n) => clipReply(n + 1, { title, image_url: null }));
    world.answer(taskId(1), doneReply(taskId(1), clips));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(5000);
    const names = world.paths();
    expect(names).toHaveLength(titles.length);
    expect(names.every((path) => /^\/music\/Cliploft\/[^/]+$/.test(path))).toBe(true);
    expect(world.engine.clipPage({ text: '', sort: 'newest', offset: 0, limit: 20 }).clips[0]?.title).toBe(
      titles[0],
    );
  });

  it('waits for room on a full disk, says so, and goes on by itself', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.files.setFree(10);
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.task(taskId(1)).items[0]).toMatchObject({
      state: 'needs_user',
      problem: { code: 'disk_full' },
    });
    world.files.setFree(null);
    await world.clock.advance(20_000);
    expect(phase(world, 1)).toBe('saved');
  });

  it('adopts its own file when a crash came between rename and commit, without another download', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1, { image_url: null })]));
    world.engine.addTasks(taskId(1));
    await world.engine.start();
    await world.clock.advance(1000);
    await world.engine.stop();
    // As if the commit had never been.
    world.sql.run('DELETE FROM clips');
    world.sql.run("UPDATE save_items SET state = 'saving'");
    const before = new Map(world.files.disk);
    const asked = world.http.requests.length;
    const again = world.restart();
    await again.start();
    await world.clock.advance(1000);
    expect(taskPhase(world.task(taskId(1), again))).toBe('saved');
    expect([...before.keys()].filter((path) => !path.includes('/.cliploft/'))).toEqual([
      '/music/Cliploft/Song 1 [c0000000].mp3',
    ]);
    expect(new Map(world.files.disk)).toEqual(before);
    const media = world.http.requests.slice(asked).filter(({ url }) => url.startsWith('https://media.test'));
    expect(media).toEqual([]);
    expect(again.clipFiles(clipId(1))?.audio).toBe('/music/Cliploft/Song 1 [c0000000].mp3');
  });

  it('keeps a clip that two tasks give once, and calls both tasks saved', async () => {
    const world = createWorld();
    for (const n of [1, 2]) world.answer(taskId(n), doneReply(taskId(n), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(`${taskId(1)} ${taskId(2)}`);
    await world.clock.advance(5000);
    expect([phase(world, 1), phase(world, 2)]).toEqual(['saved', 'saved']);
    expect(world.engine.state().library.clips).toBe(1);
    expect([...world.files.disk.keys()].filter((path) => path.endsWith('.mp3'))).toHaveLength(1);
  });

  it('says what is wrong with the library folder, until it is right again', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.files.setDenied('/music/Cliploft');
    world.engine.addTasks(taskId(1));
    await world.clock.advance(100);
    expect(world.engine.state().library.problem?.code).toBe('folder_denied');
    world.files.setDenied('/music/Cliploft', false);
    await world.clock.advance(20_000);
    expect(world.engine.state().library).toMatchObject({ problem: null, clips: 1 });
  });

  it('sends the key to the API and to nobody else', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(5000);
    const toMedia = world.http.requests.filter((request) => request.url.startsWith('https://media.test'));
    expect(toMedia).toHaveLength(2);
    expect(JSON.stringify(toMedia)).not.toContain(testKey);
    expect(JSON.stringify(world.engine.state())).not.toContain(testKey);
  });

  it('moves the library: copies, verifies, switches, removes', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    world.files.put('/music/Cliploft/mine.txt', 'not ours');
    expect(await world.engine.moveLibrary('/music/New')).toEqual({ ok: true, value: undefined });
    expect(world.kept).toEqual(['/music/New']);
    expect(world.paths()).toEqual([
      '/music/Cliploft/mine.txt',
      '/music/New/Song 1 [c0000000].jpg',
      '/music/New/Song 1 [c0000000].mp3',
    ]);
    expect(world.engine.clipFiles(clipId(1))?.audio).toBe('/music/New/Song 1 [c0000000].mp3');
  });

  it('leaves the library where it is when another file is in the way', async () => {
    const world = createWorld();
    world.answer(taskId(1), doneReply(taskId(1), [clipReply(1)]));
    await world.engine.start();
    world.engine.addTasks(taskId(1));
    await world.clock.advance(1000);
    world.files.put('/music/New/Song 1 [c0000000].mp3', 'somebody else’s');
    expect(await world.engine.moveLibrary('/music/New')).toMatchObject({ ok: false });
    expect(world.kept).toEqual([]);
    expect(world.files.disk.has('/music/Cliploft/Song 1 [c0000000].mp3')).toBe(true);
  });
});
