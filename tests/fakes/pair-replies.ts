import type { ClipDetails } from '../../src/shared/clip.ts';
import { isOpen, type Pair } from '../../src/shared/pair.ts';
import { ok } from '../../src/shared/problem.ts';
import type { Replies } from './replies.ts';

/** Pairs over `clips` as they are now; those that went since are in the trash. `kept` are ids that the user kept. */
export const createPairReplies = (
  clips: readonly ClipDetails[],
  kept: ReadonlySet<string>,
): Pick<Replies, 'pairs.find'> => {
  const known = new Map<string, ClipDetails>();
  const row = (): Pair[] => {
    for (const clip of clips) known.set(clip.id, clip);
    const tasks = new Map<string, ClipDetails[]>();
    for (const clip of known.values()) tasks.set(clip.taskId, [...(tasks.get(clip.taskId) ?? []), clip]);
    return [...tasks].map(([taskId, takes]) => ({
      taskId,
      madeAt: Math.max(...takes.map(({ createdAt }) => createdAt)),
      takes: takes.map((clip) => ({
        ...{ clip, kept: kept.has(clip.id), here: clips.some(({ id }) => id === clip.id) },
      })),
    }));
  };
  row();
  return {
    'pairs.find'({ wish }) {
      const tasks = row();
      const all = tasks.filter(({ takes }) => takes.length > 1).sort((a, b) => b.madeAt - a.madeAt);
      const listed = wish.to === 'task' || wish.of === 'all' ? all : all.filter(isOpen);
      const pair =
        wish.to === 'task'
          ? tasks.find(({ taskId }) => taskId === wish.taskId)
          : wish.to === 'next'
            ? listed.find(({ madeAt }) => wish.from === null || madeAt < wish.from.madeAt)
            : listed.findLast(({ madeAt }) => madeAt > wish.from.madeAt);
      const place = all.findIndex(({ taskId }) => taskId === pair?.taskId) + 1;
      return ok({ pair: pair ?? null, place, total: all.length, open: all.filter(isOpen).length });
    },
  };
};
