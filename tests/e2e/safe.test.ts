import { expect } from 'vitest';
import { ask } from '../../scripts/driving/bridge.ts';
import { audioUrl } from '../../src/shared/clip.ts';
import { addTasks, untilPhase } from './harness/steps.ts';
import { story } from './harness/story.ts';

story('the page lives in a sandbox with one door, and cannot get out', async (world) => {
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  const page = app.window;

  const preferences = await app.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  expect(preferences.webviewTag).not.toBe(true);

  const seen = await page.evaluate(async () => {
    const globals = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    );
    const doors = Object.keys((window as unknown as { cliploft: object }).cliploft).sort();
    const page = await fetch(location.href).then(
      () => 'reached',
      () => 'refused',
    );
    const outside = await fetch('https://sunor.cc/').then(
      () => 'reached',
      () => 'refused',
    );
    // In a turn of its own: what runs directly under the debugger is exempt from the policy.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(new Function('return 1')()));
        } catch {
          resolve('refused');
        }
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return {
      globals,
      doors,
      page,
      outside,
      evaluated,
      injected: 'injected' in window,
      origin: location.origin,
    };
  });
  expect(seen).toEqual({
    globals: [],
    doors: ['invoke', 'onPush'],
    page: 'refused',
    outside: 'refused',
    evaluated: 'refused',
    injected: false,
    origin: 'app://cliploft',
  });

  const policy = await app.app.evaluate(async ({ net }) => {
    const reply = await net.fetch('app://cliploft/index.html');
    return reply.headers.get('content-security-policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');

  await page.evaluate(() => {
    window.open('https://sunor.cc/');
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
  });
  expect(page.url()).toBe('app://cliploft/index.html');
  expect(app.app.windows()).toHaveLength(1);
  expect(
    await page.evaluate(() =>
      navigator.permissions.query({ name: 'geolocation' }).then((found) => found.state),
    ),
  ).toBe('denied');

  // The one door: a name that is none, an input that does not fit, an address that is not on the list.
  const answers = await page.evaluate(async () => {
    const { invoke } = (
      window as unknown as {
        cliploft: {
          invoke(name: string, input?: unknown): Promise<{ ok: boolean; problem?: { code: string } }>;
        };
      }
    ).cliploft;
    const all = [
      await invoke('key.get'),
      await invoke('__proto__'),
      await invoke('library.clip', { id: '' }),
      await invoke('library.page', { text: '', sort: 'newest', offset: 0, limit: 1_000_000 }),
      await invoke('app.openExternal', { url: 'file:///etc/passwd' }),
      await invoke('app.openExternal', { url: 'https://sunor.cc.evil.example/' }),
      await invoke('settings.update', { apiBaseUrl: 'http://evil.example/' }),
      await invoke('settings.update', { pollIntervalS: 0 }),
    ];
    return all.map((answer) => answer.problem?.code ?? 'ok');
  });
  expect(answers).toEqual(Array.from({ length: 8 }, () => 'bad_request'));
});

story('media is served by id with ranges, and no address leads to a file', async (world) => {
  const made = world.simulator.createTask({ seconds: 0 });
  const app = await world.launch({ env: { SUNOR_API_KEY: world.simulator.key } });
  await addTasks(app.window, made.id);
  await untilPhase(app.window, made.id, 'saved');
  const [id = ''] = made.clipIds;
  const clip = await ask(app.window, 'library.clip', { id });
  const size = clip?.bytes ?? 0;
  const replies = await app.app.evaluate(
    async ({ net }, [url, length]) => {
      const get = async (address: string, range?: string): Promise<unknown[]> => {
        const reply = await net.fetch(address, range === undefined ? {} : { headers: { range } });
        return [reply.status, reply.headers.get('content-range'), (await reply.arrayBuffer()).byteLength];
      };
      return {
        whole: await get(url),
        middle: await get(url, 'bytes=100-199'),
        end: await get(url, 'bytes=-10'),
        beyond: await get(url, `bytes=${length}-`),
        unknown: (await get('clip://00000000-0000-4000-8000-000000000000/audio'))[0],
        escape: (await get(`${url}/../../../etc/passwd`))[0],
        host: (await get('clip://x-2e2e2f2e2e2f6574632f706173737764/audio'))[0],
      };
    },
    [audioUrl(id), size] as const,
  );
  expect(replies).toEqual({
    whole: [200, null, size],
    middle: [206, `bytes 100-199/${size}`, 100],
    end: [206, `bytes ${size - 10}-${size - 1}/${size}`, 10],
    beyond: [416, `bytes */${size}`, 0],
    unknown: 404,
    escape: 404,
    host: 404,
  });
});
