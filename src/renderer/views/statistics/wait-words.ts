import type { Catalogue } from '../../../shared/messages/catalogue.ts';
import type { Wait } from '../../../shared/statistics.ts';
import { count, waitTime } from '../../ui/format.ts';
import { typeWords } from '../tasks/task-words.ts';
import { modelName } from './amount-words.ts';

/** What was made: a model says it for music, for anything else its type comes first. */
export const waitName = (t: Catalogue, { model, type }: Wait): string =>
  type === 'music' || type === ''
    ? modelName(t, model)
    : t.statistics.waits.kind(typeWords(t, type), modelName(t, model));

/** All that is known of a wait, in a sentence. */
export const waitSaid = (t: Catalogue, wait: Wait): string => {
  const words = t.statistics.waits;
  const [name, text] = [waitName(t, wait), count(wait.tasks)];
  return wait.ninth === null
    ? words.saidFew(name, waitTime(wait.median), words.few(wait.tasks, text))
    : words.said(name, waitTime(wait.median), waitTime(wait.ninth), words.of(wait.tasks, text));
};
