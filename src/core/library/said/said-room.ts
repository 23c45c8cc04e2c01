import { createSaidFolder, type SaidFolderOptions } from './said-folder.ts';
import { createSaidKeeper, type SaidKeeper, type SaidKeeperOptions } from './said-keeper.ts';
import { createSaidStore, type SaidStore } from './said-store.ts';

/** What is said of clips, and its files in the library folder. */
export interface SaidRoom {
  readonly store: SaidStore;
  readonly keeper: SaidKeeper;
}

export type SaidRoomOptions = Omit<SaidKeeperOptions, 'store' | 'folder'> & Omit<SaidFolderOptions, 'store'>;

/** Joins the parts, over a migrated database. */
export const createSaidRoom = (options: SaidRoomOptions): SaidRoom => {
  const store = createSaidStore(options.sql);
  const folder = createSaidFolder({ ...options, store });
  return { store, keeper: createSaidKeeper({ ...options, store, folder }) };
};
