import { plural } from '../format.ts';

/** English texts of: names of files, and clips that leave the library as copies. */
export const files = {
  title: 'File names',
  text: 'How clips are called in the library folder. A / makes a folder.',
  field: 'Template',
  help: 'Words in braces are filled in for each clip. Dates are those of UTC.',
  save: 'Use for new clips',
  usual: 'The usual names',
  saved: 'New clips are called like this from now on',
  add: (word: string) => `Add ${word}`,
  placeholders: {
    title: 'Title',
    style: 'First style',
    model: 'Model',
    date: 'Date',
    year: 'Year',
    month: 'Month',
    day: 'Day',
    n: 'Place in its task',
    task: 'Task id, short',
    id: 'Clip id, short',
    length: 'Length',
  },
  faults: {
    unknown: (word: string, place: string) => `There is no ${word} (character ${place}).`,
    open: (word: string, place: string) => `The brace of ${word} is never closed (character ${place}).`,
    empty: (_word: string, place: string) =>
      `A file or folder would have no name of its own (character ${place}).`,
    too_long: (_word: string, _place: string) => 'A template has at most 200 characters.',
    too_deep: (_word: string, place: string) => `More than four folders (character ${place}).`,
  },
  preview: 'Your newest clips would be called',
  samples: 'Songs would be called',
  library: 'Rename the library',
  libraryText: 'Gives the files that are here already these names too. You see first what would change.',
  look: 'Look what would change…',
  plan: {
    title: 'Rename the library?',
    looking: 'Comparing names…',
    rename: (n: number, text: string) =>
      plural('en', n, { one: `${text} clip gets another name`, other: `${text} clips get another name` }),
    stay: (n: number, text: string) =>
      plural('en', n, { one: `${text} is called so already`, other: `${text} are called so already` }),
    numbered: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} gets a number, because another file has its name`,
        other: `${text} get a number, because another file has their name`,
      }),
    missing: (n: number, text: string) =>
      plural('en', n, {
        one: `${text} is left alone: its file is not there`,
        other: `${text} are left alone: their files are not there`,
      }),
    nothing: 'Every file is called so already.',
    first: (text: string) => `The first ${text}:`,
    list: 'Names before and after',
    becomes: 'becomes',
    number: 'with a number',
    go: (n: number, text: string) =>
      plural('en', n, { one: `Rename ${text} clip`, other: `Rename ${text} clips` }),
    back: (n: number, text: string) =>
      plural('en', n, {
        one: `Give ${text} clip its earlier name back`,
        other: `Give ${text} clips their earlier names back`,
      }),
    safe: 'Covers and sidecars go along. Nothing is replaced, and you can take it back.',
  },
  renamed: (n: number, text: string) =>
    plural('en', n, { one: `${text} clip has another name`, other: `${text} clips have other names` }),
  renamedNothing: 'No file was renamed',
  renamedStopped: 'Stopped. The others keep their names.',
  failed: (n: number, text: string) =>
    plural('en', n, {
      one: `${text} clip kept its name, because its file could not be renamed:`,
      other: `${text} clips kept their names, because their files could not be renamed:`,
    }),
  undo: 'Give the earlier names back',
  copy: {
    action: 'Export…',
    title: (n: number, text: string) =>
      plural('en', n, { one: 'Export this clip', other: `Export ${text} clips` }),
    as: 'As',
    folder: 'Files in a folder',
    zip: 'One ZIP file',
    covers: 'With covers, as images',
    lyrics: 'With lyrics, as texts',
    names: 'Names',
    own: 'As in the library',
    template: 'By a template',
    safe: 'Copies are made; the library stays as it is, and nothing is replaced.',
    go: 'Choose where…',
    done: (n: number, text: string) =>
      plural('en', n, { one: `${text} clip is copied`, other: `${text} clips are copied` }),
    stopped: 'Stopped. What was copied is whole.',
    missing: (n: number, text: string) =>
      plural('en', n, {
        one: `The file of ${text} clip was not there:`,
        other: `The files of ${text} clips were not there:`,
      }),
  },
} as const;
