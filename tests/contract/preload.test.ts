import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { channels } from '../../src/shared/channels.ts';
import { commands, type Bridge } from '../../src/shared/contract.ts';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(async () => 'answer'), on: vi.fn(), removeListener: vi.fn() },
}));
vi.mock('electron', () => electron);

let exposed: unknown[][];
let bridge: Bridge;
beforeAll(async () => {
  await import('../../src/preload/index.ts');
  exposed = electron.contextBridge.exposeInMainWorld.mock.calls.map((call) => [...call]);
  bridge = exposed[0]?.[1] as Bridge;
});
beforeEach(() => {
  for (const mock of Object.values(electron.ipcRenderer)) mock.mockClear();
});

it('gives the page one thing, with two functions', () => {
  expect(exposed.map(([name]) => name)).toEqual(['cliploft']);
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['invoke', 'function'],
    ['onPush', 'function'],
  ]);
});

it('sends every command over the one channel, with one input at most', async () => {
  const ask = bridge.invoke as (...args: unknown[]) => Promise<unknown>;
  for (const name of Object.keys(commands)) {
    expect(await ask(name, { n: 1 }, 'more')).toBe('answer');
    expect(electron.ipcRenderer.invoke).toHaveBeenLastCalledWith(channels.command, name, { n: 1 });
  }
  expect(electron.ipcRenderer.invoke).toHaveBeenCalledTimes(Object.keys(commands).length);
});

it('tells of pushes without the event, which could be used to answer, until told to stop', () => {
  const listener = vi.fn();
  const stop = bridge.onPush(listener);
  const [channel, heard] = electron.ipcRenderer.on.mock.calls[0] as [string, (...args: unknown[]) => void];
  expect(channel).toBe(channels.push);
  heard({ sender: 'electron' }, { revision: 1 });
  expect(listener).toHaveBeenCalledExactlyOnceWith({ revision: 1 });
  expect(electron.ipcRenderer.removeListener).not.toHaveBeenCalled();
  stop();
  expect(electron.ipcRenderer.removeListener).toHaveBeenCalledExactlyOnceWith(channels.push, heard);
});
