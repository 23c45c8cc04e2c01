import type { Engine } from '../../core/engine-api.ts';
import type { Focus, Notice } from '../../shared/snapshot.ts';
import type { Guide } from './guide.ts';

/** What a press on a notification, or on a clip in the tray's menu, leads to. */
export interface Presses {
  /** Brings the window up, at what `target` names; null: as it is. */
  show(target: Focus['target'] | null): void;
  /** Plays a clip in a page that nobody need see. */
  play(clipId: string): Promise<void>;
  showInFolder(clipId: string): Promise<void>;
}

export interface PressesOptions {
  engine: Pick<Engine, 'state' | 'clipDetails' | 'readNotices'>;
  guide: Pick<Guide, 'show' | 'play'>;
  /** Shows a file in the system's file manager. */
  showFile: (path: string) => void;
}

const isOf = ({ clipId, taskId }: Notice, { kind, id }: { kind: string; id: string }): boolean =>
  (kind === 'clip' && clipId === id) || (kind === 'task' && taskId === id);

export const createPresses = ({ engine, guide, showFile }: PressesOptions): Presses => {
  /** Whoever followed what was told of has read it. */
  const read = (target: Focus['target'] | null): void => {
    if (target === null || target.kind === 'notices') return;
    const ids = engine.state().notices.filter((notice) => !notice.read && isOf(notice, target));
    if (ids.length > 0) engine.readNotices(ids.map(({ id }) => id));
  };
  const show: Presses['show'] = (target) => {
    // First the window: marking may fail of a disk that is full.
    guide.show(target);
    read(target);
  };
  /** The clip's file; where it is not there the window comes up and says so, for a press that does nothing says nothing. */
  const fileOf = async (clipId: string): Promise<string | null> => {
    const details = await engine.clipDetails(clipId);
    if (details?.fileExists === true) return details.file;
    show({ kind: 'clip', id: clipId });
    return null;
  };
  return {
    show,
    async play(clipId) {
      if ((await fileOf(clipId)) === null) return;
      guide.play(clipId);
      read({ kind: 'clip', id: clipId });
    },
    async showInFolder(clipId) {
      const file = await fileOf(clipId);
      if (file === null) return;
      showFile(file);
      read({ kind: 'clip', id: clipId });
    },
  };
};
