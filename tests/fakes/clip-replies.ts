import type { ClipSet, Saying } from '../../src/shared/clip-set.ts';
import type { ClipDetails } from '../../src/shared/clip.ts';
import type { ClipList } from '../../src/shared/library-query.ts';
import { ok } from '../../src/shared/problem.ts';
import type { Replies } from './replies.ts';

const saidOf = (clip: ClipDetails, saying: Saying): ClipDetails => {
  const { favourite, rating, title, notes, addTags = [], removeTags = [] } = saying;
  return {
    ...clip,
    ...(favourite === undefined ? {} : { favourite }),
    ...(rating === undefined ? {} : { rating }),
    ...(title === undefined ? {} : { title: title ?? clip.givenTitle }),
    ...(notes === undefined ? {} : { notes }),
    tags: [...new Set([...clip.tags, ...addTags])].filter((tag) => !removeTags.includes(tag)),
  };
};

/** Selecting clips and saying things of them, over `clips` and those that are `kept`, which change with it. */
export const createClipReplies = (
  clips: ClipDetails[],
  kept: Set<string>,
  world: { readonly now: number },
  grew: () => void,
  listed: (list: Pick<ClipList, 'text' | 'sort'> & Partial<ClipList>) => ClipDetails[],
): Pick<Replies, 'library.select' | 'library.say' | 'library.remove' | 'library.undo'> => {
  let selected = new Set<string>();
  const steps = new Map<string, { clips: ClipDetails[]; kept: string[] }>();
  const idsOf = (set: ClipSet): readonly string[] => (set.of === 'ids' ? set.ids : [...selected]);
  let made = 0;
  const step = (): string => {
    made += 1;
    steps.set(String(made), { clips: [...clips], kept: [...kept] });
    return String(made);
  };
  return {
    'library.select'({ change, shown }) {
      if (change !== null) {
        const { how, what } = change;
        const named =
          what.of === 'ids'
            ? what.ids
            : listed(what.list)
                .slice(what.from, (what.to ?? Infinity) + 1)
                .map(({ id }) => id);
        if (how === 'only') selected = new Set();
        for (const id of named)
          if (how === 'remove' || (how === 'toggle' && selected.has(id))) selected.delete(id);
          else selected.add(id);
      }
      selected = new Set([...selected].filter((id) => clips.some((clip) => clip.id === id)));
      return ok({ count: selected.size, selected: shown.filter((id) => selected.has(id)) });
    },
    'library.say'({ clips: set, saying }) {
      const [ids, undo] = [idsOf(set), step()];
      clips.forEach((clip, at) => {
        if (ids.includes(clip.id)) clips[at] = saidOf(clip, saying);
      });
      if (saying.kept === true) ids.forEach((id) => kept.add(id));
      if (saying.kept === false) ids.forEach((id) => kept.delete(id));
      grew();
      return ok({ changed: ids.length, undo });
    },
    'library.remove'({ clips: set }) {
      const [ids, undo] = [idsOf(set), step()];
      const left = clips.filter(({ id }) => !ids.includes(id));
      const removed = clips.length - left.length;
      clips.splice(0, clips.length, ...left);
      grew();
      return ok({ removed, undoUntil: world.now + 10_000, undo });
    },
    'library.undo'({ undo }) {
      const was = steps.get(undo);
      if (was === undefined) return ok(0);
      const before = was.clips;
      const moved = [...kept, ...was.kept].filter((id) => kept.has(id) !== was.kept.includes(id));
      kept.clear();
      was.kept.forEach((id) => kept.add(id));
      steps.delete(undo);
      const present = new Map(clips.map((clip) => [clip.id, clip]));
      const changed = before.filter((clip) => present.get(clip.id) !== clip);
      const ids = new Set(before.map(({ id }) => id));
      clips.splice(0, clips.length, ...before, ...[...present.values()].filter(({ id }) => !ids.has(id)));
      grew();
      return ok(new Set([...changed.map(({ id }) => id), ...moved]).size);
    },
  };
};
