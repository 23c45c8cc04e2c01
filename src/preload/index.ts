import { contextBridge, ipcRenderer } from 'electron';
import { channels } from '../shared/channels.ts';
import type { Bridge } from '../shared/contract.ts';
import type { Push } from '../shared/snapshot.ts';

/**
 * All that the page gets of the world: one way to ask, one way to be told. Names and inputs are checked in
 * main (src/main/ipc.ts); nothing here can be used to reach another channel.
 */
const bridge: Bridge = {
  invoke: (name, ...input) => ipcRenderer.invoke(channels.command, name, input[0]),
  onPush(listener) {
    const heard = (_event: unknown, push: Push): void => listener(push);
    ipcRenderer.on(channels.push, heard);
    return () => {
      ipcRenderer.removeListener(channels.push, heard);
    };
  },
};

contextBridge.exposeInMainWorld('cliploft', bridge);
