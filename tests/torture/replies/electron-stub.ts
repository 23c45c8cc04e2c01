/** Stands in for Electron where handlers run without it: nothing is opened, every dialog is cancelled. */
export const clipboard = { writeText: (): void => undefined };
export const shell = {
  openExternal: async (): Promise<void> => undefined,
  showItemInFolder: (): void => undefined,
  trashItem: async (): Promise<void> => undefined,
};
export const dialog = {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true }),
};
export const app = {};
export const session = {};
export const protocol = {};
export const net = {};
export const powerMonitor = {};

export const nativeImage = { createFromPath: () => ({ isEmpty: () => true }) };
