import { plural } from '../format.ts';

/** English texts of: statistics. A plain string, or a function of what is filled in. */
export const statistics = {
  title: 'Statistics',
  loading: 'Adding up…',
  span: { label: 'Time', all: 'All time', months: '12 months', days: '30 days' },
  metric: { label: 'Show', clips: 'Clips', seconds: 'Hours', credits: 'Credits' },
  totals: {
    label: 'Totals',
    clips: 'Clips',
    onDisk: (size: string) => `${size} on disk`,
    music: 'Music',
    each: (length: string) => `${length} each on average`,
    credits: 'Credits spent',
    refunded: (n: string) => `${n} given back`,
    held: (n: string) => `${n} held`,
    perClip: (n: string) => `${n} a clip`,
    tasks: 'Tasks',
    outcome: {
      success: (n: string) => `${n} finished`,
      failure: (n: string) => `${n} failed`,
      timeout: (n: string) => `${n} timed out`,
      underWay: (n: string) => `${n} in progress`,
      other: (n: string) => `${n} unclear`,
    },
    allFinished: 'all finished',
  },
  /** Names of the cards and of the first columns of their tables. */
  periods: {
    title: { day: 'By day', month: 'By month', year: 'By year' },
    column: { day: 'Day', month: 'Month', year: 'Year' },
    /** The one that has most of it. */
    most: (name: string, amount: string) => `Most in ${name}: ${amount}`,
    mostOn: (name: string, amount: string) => `Most on ${name}: ${amount}`,
    one: (name: string, amount: string) => `All of it in ${name}: ${amount}.`,
    oneOn: (name: string, amount: string) => `All of it on ${name}: ${amount}.`,
    none: 'Nothing to show here for this time.',
  },
  models: {
    title: 'By model',
    column: 'Model',
    unknown: 'Model not known',
    /** Tasks that gave no clip: lyrics, and songs that were not saved. */
    without: 'Without a clip',
    rest: 'All others',
    most: (name: string, share: string) => `Most with ${name}: ${share}`,
    one: (name: string, amount: string) => `All with ${name}: ${amount}.`,
  },
  types: {
    title: 'By type',
    column: 'Type',
    most: (name: string, share: string) => `Most: ${name}, ${share}`,
  },
  styles: {
    title: 'Styles',
    column: 'Style',
    most: (name: string, amount: string) => `Most often: ${name}, ${amount}`,
    unindexed: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} clip is still being read for this list.`,
        other: `${text} clips are still being read for this list.`,
      }),
  },
  waits: {
    title: 'Waits',
    /** How to read it. */
    text: 'From the start of a task to its end. The dot: half were done by then. The end of the line: nine of ten.',
    column: 'Made with',
    tasks: 'Tasks',
    median: 'Half within',
    ninth: 'Nine of ten within',
    range: (median: string, ninth: string) => `${median} to ${ninth}`,
    /** A type of task that is not music, and the model that made it. */
    kind: (type: string, model: string) => `${type}, ${model}`,
    of: (n: number, text: string) => plural('en', n, { one: `${text} task`, other: `${text} tasks` }),
    few: (n: number, text: string) =>
      plural('en', n, { one: `only ${text} task so far`, other: `only ${text} tasks so far` }),
    tooFew: 'too few tasks to say',
    said: (name: string, median: string, ninth: string, tasks: string) =>
      `${name}: half within ${median}, nine of ten within ${ninth} (${tasks})`,
    saidFew: (name: string, median: string, tasks: string) => `${name}: about ${median} (${tasks})`,
    slowest: (name: string) => `Longest waits: ${name}`,
    none: 'No task has finished in this time, or none whose wait is known.',
  },
  /** On buttons that lead to the library, after what they say. */
  find: 'show in the library',
  asTable: (name: string) => `${name} as a table`,
  asChart: (name: string) => `${name} as a chart`,
  /** What a bar is made of. */
  part: (name: string, amount: string) => `${name}: ${amount}`,
  empty: {
    title: 'Nothing to add up yet',
    text: 'Add a task. Once its clips are saved, you see here what you make, what it costs and how long it takes.',
    add: 'Add tasks',
  },
  nothing: {
    title: 'Nothing in this time',
    text: 'You made nothing in the time that is chosen here.',
    all: 'Show all time',
  },
  failed: 'The figures could not be added up',
} as const;
