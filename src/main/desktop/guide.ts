import type { Focus } from '../../shared/snapshot.ts';

/** Where the page is asked to go, or what it is asked to play. The page says when it did. */
export interface Guide {
  /** What the page has to follow yet; null when nothing is asked of it. */
  focus(): Focus | null;
  taken(seq: number): void;
  /** Brings the window up, at what `target` names; null: as it is. */
  show(target: Focus['target'] | null): void;
  /** Plays a clip, in a page that nobody need see. */
  play(clipId: string): void;
}

export interface GuideOptions {
  window: { show(): void; load(): void };
  /** There is a window again. */
  onShown: () => void;
  onChange: () => void;
}

export const createGuide = ({ window, onShown, onChange }: GuideOptions): Guide => {
  let focus: Focus | null = null;
  let seq = 0;
  const ask = (target: Focus['target']): void => {
    seq += 1;
    focus = { seq, target };
    onChange();
  };
  return {
    focus: () => focus,
    taken(done) {
      if (focus?.seq === done) focus = null;
    },
    show(target) {
      if (target !== null) ask(target);
      onShown();
      window.show();
    },
    play(clipId) {
      ask({ kind: 'play', id: clipId });
      window.load();
    },
  };
};
