import type { Page } from 'playwright-core';
import { audioUrl } from '../../../src/shared/clip.ts';

/** What an audio element of the page does. */
export interface Heard {
  url: string;
  /** 0 to 1. */
  volume: number;
  /** Seconds from the start. */
  at: number;
  playing: boolean;
}

/** What all audio elements do. */
export const heard = (page: Page): Promise<Heard[]> =>
  page.evaluate(() => {
    interface Howl {
      _src: string;
      _sounds: { _node: HTMLAudioElement }[];
    }
    const { Howler } = window as unknown as { Howler: { _howls: Howl[] } };
    return Howler._howls.flatMap(({ _src, _sounds }) =>
      _sounds.map(({ _node }) => ({
        ...{ url: _src, volume: _node.volume, at: _node.currentTime, playing: !_node.paused },
      })),
    );
  });

/** What the one does that has this clip open. */
export const heardOf = async (page: Page, id: string): Promise<Heard> => {
  const found = (await heard(page)).find(({ url }) => url === audioUrl(id));
  if (found === undefined) throw new Error(`${id} is not open`);
  return found;
};
