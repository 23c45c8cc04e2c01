import type { IpcMainInvokeEvent } from 'electron';
import { registerHooks } from 'node:module';
import * as v from 'valibot';
import type { Seeded } from '../../../simulator/seeded.ts';
import type * as handlersModule from '../../../src/main/handlers.ts';
import { registerIpc } from '../../../src/main/ipc.ts';
import { commands } from '../../../src/shared/contract.ts';
import { desktop as words } from '../../../src/shared/messages/en/desktop.ts';
import { fail, ok } from '../../../src/shared/problem.ts';
import { groupings, noFilter } from '../../../src/shared/library-query.ts';
import type { ProxyLogin } from '../../../src/shared/proxy.ts';
import type { Settings } from '../../../src/shared/settings.ts';
import { noUpdates } from '../../../src/shared/update.ts';
import type { Snapshot } from '../../../src/shared/snapshot.ts';
import { clipId, clipReply, createWorld, doneReply, taskId } from '../../fakes/engine.ts';
import { sampleSettings } from '../../fakes/sample-state.ts';
import type { CaseReport } from './api-cases.ts';
import { mutated } from './mutate.ts';
import { oddValue } from './odd-values.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-stub.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
const { createHandlers } = (await import('../../../src/main/handlers.ts')) as typeof handlersModule;

const noLogin: ProxyLogin = { login: null, where: null, keychainName: 'keychain', why: null };
const proxyStub = {
  login: async () => noLogin,
  setLogin: async () => noLogin,
  forgetLogin: async () => ok(noLogin),
  test: async () => fail('proxy_unreachable'),
};
const callsPerWorld = 60;
const page = 'app://cliploft/index.html';

type World = ReturnType<typeof createWorld>;
type Name = keyof typeof commands;

/** Inputs that are meant seriously, to mutate. */
const soundInput = (name: Name, world: World, chance: Seeded): unknown => {
  const state = world.engine.state();
  const tasks = [taskId(1), taskId(2), ...state.tasks.map((task) => task.id)];
  const items = state.tasks.flatMap((task) => task.items.map((item) => item.id));
  const ids = Array.from({ length: chance.whole(0, 3) }, () => chance.pick([...tasks, ...items, 'nobody']));
  if (name === 'tasks.add' || name === 'tasks.preview') return { text: ids.join(' ') };
  if (name === 'library.page') {
    const group = chance.pick(groupings);
    return { text: 'song', sort: 'newest', group, sizes: true, offset: 0, limit: 20 };
  }
  if (name === 'library.place') return { list: { text: '', sort: 'newest', group: 'task' }, ids };
  if (name === 'pairs.find')
    return {
      wish: { to: chance.pick(['task', 'next', 'previous']), taskId: taskId(1), of: 'open', from: null },
    };
  if (name === 'statistics.get') return { span: 'all', zone: 'Europe/Berlin' };
  if (name === 'names.preview') return { template: '{year}/{title} [{id}]' };
  if (name === 'clips.export' || name === 'clips.dragOut') {
    const clips = { of: 'ids', ids: [...ids, 'nobody'] };
    return { clips, as: chance.pick(['folder', 'zip']), covers: true, lyrics: true, names: '{title}' };
  }
  if (name === 'library.sheetSongs') return { id: chance.pick([`lyrics:${taskId(1)}`, ...ids]) };
  if (name === 'library.clip' || name === 'library.sound' || name === 'library.showInFolder')
    return { id: ids[0] ?? 'nobody' };
  if (name === 'key.set') return { key: 'a-key-0123456789' };
  if (name === 'settings.update')
    return {
      ...{ pollIntervalS: 6, theme: 'dark', volume: 0.5, apiBaseUrl: 'https://sunor.cc/api/v1' },
      proxy: { mode: 'socks5', host: '127.0.0.1', port: 1080 },
    };
  if (name === 'settings.moveLibrary' || name === 'settings.useFolder') return { to: '/music/Elsewhere' };
  if (name.startsWith('playlists.')) {
    const id = state.playlists.lists[0]?.id ?? 'nobody';
    const query = { text: 'song', filter: noFilter, sort: 'newest' };
    const isEmpty = name === 'playlists.create' && chance.next() < 0.7;
    return {
      ...{ id, name: 'Road', clips: { of: 'ids', ids: [clipId(2), clipId(3), ...ids] } },
      ...{
        query: isEmpty ? null : query,
        before: null,
        entries: [1, 2],
        offset: 0,
        limit: 20,
        undo: 'token',
      },
    };
  }
  if (name === 'proxy.setLogin' || name === 'proxy.test')
    return { proxy: { mode: 'http', host: 'proxy', port: 8080 }, login: { user: 'mara', password: 'word' } };
  if (name === 'app.openExternal') return { url: 'https://sunor.cc/' };
  return { ids, text: 'text', seq: 1 };
};

const oddInput = (name: Name, world: World, chance: Seeded): unknown => {
  const sound = soundInput(name, world, chance);
  const way = chance.next();
  if (way < 0.4) return sound;
  if (way < 0.8) return mutated(sound, chance.whole(1, 3), chance);
  return way < 0.9 ? undefined : oddValue(chance);
};

const oddEvent = (chance: Seeded): IpcMainInvokeEvent => {
  const url = chance.next() < 0.95 ? page : chance.pick(['https://evil.test/', '', 'app://other/']);
  return { sender: { id: 1 }, senderFrame: { url, parent: null } } as unknown as IpcMainInvokeEvent;
};

/** Is the answer one that the contract allows? Null when it is. */
const faultOf = (name: unknown, answer: unknown): string | null => {
  const problem = v.safeParse(
    v.object({ ok: v.literal(false), problem: v.looseObject({ code: v.string() }) }),
    answer,
  );
  if (problem.success) {
    const { code, detail } = problem.output.problem as { code: string; detail?: string };
    return code === 'internal' ? `a fault of ours: ${detail ?? ''}` : null;
  }
  const schema =
    typeof name === 'string' && Object.hasOwn(commands, name) ? commands[name as Name].out : null;
  if (schema === null) return 'an unknown command was answered';
  const good = v.safeParse(
    v.object({ ok: v.literal(true), value: v.optional(schema as v.GenericSchema) }),
    answer,
  );
  return good.success ? null : `an answer that is none: ${good.issues[0].message}`;
};

const settings = (): Settings => sampleSettings;

/** Random messages to the one door of main, with real handlers over a whole engine behind it. */
export const runIpcCases = async (chance: Seeded): Promise<CaseReport> => {
  const world = createWorld();
  [1, 2].forEach((n) =>
    world.answer(taskId(n), doneReply(taskId(n), [clipReply(2 * n), clipReply(2 * n + 1)])),
  );
  await world.engine.start();
  let listener: (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown = () => undefined;
  registerIpc({
    ipcMain: { handle: (_channel, given) => void (listener = given) },
    log: world.log,
    isOurPage: (id, url) => id === 1 && url === page,
    handlers: createHandlers({
      ...{ engine: world.engine, words, settings, createDemoTask: null },
      snapshot: () =>
        ({
          ...world.engine.state(),
          revision: 0,
          settings: settings(),
          focus: null,
          update: noUpdates,
        }) as unknown as Snapshot,
      updateSettings: (patch) => ({ ...settings(), ...patch }),
      ...{
        focusTaken: () => undefined,
        keepPlace: () => undefined,
        report: () => '',
        startDemo: () => undefined,
        proxy: proxyStub,
        updates: {
          check: () => undefined,
          download: () => undefined,
          install: () => undefined,
          skip: () => undefined,
        },
        redact: () => undefined,
        dragOut: () => undefined,
      },
    }),
  });
  const wrong: string[] = [];
  let cases = 0;
  const names = Object.keys(commands) as Name[];
  for (; cases < callsPerWorld && wrong.length === 0; cases += 1) {
    const known = chance.pick(names);
    const name: unknown = chance.next() < 0.95 ? known : oddValue(chance);
    const input = oddInput(known, world, chance);
    try {
      let answer: unknown = null;
      void Promise.resolve(listener(oddEvent(chance), name, input)).then(
        (given) => void (answer = given),
        (error: unknown) => void wrong.push(`rejected: ${String(error)}`),
      );
      await world.clock.advance(chance.pick([10, 500]));
      for (let turn = 0; answer === null && turn < 50; turn += 1) await world.clock.advance(1000);
      // The snapshot's own desktop part is made up here.
      const fault = name === 'app.snapshot' ? null : faultOf(name, answer);
      if (fault !== null) wrong.push(fault);
    } catch (error) {
      wrong.push(`thrown: ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (wrong.length > 0) wrong.push(`by ${String(name)} ${JSON.stringify(input)?.slice(0, 1500)}`);
  }
  await world.engine.stop();
  return { cases, wrong };
};
