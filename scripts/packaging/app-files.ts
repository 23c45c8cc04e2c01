/** A file of the app as it lies in a package; the path is relative to the app's folder, with `/`. */
export interface AppFile {
  path: string;
  bytes: number;
}

/** One line of the list: what may be inside, from where, and why. */
interface Allowed {
  pattern: RegExp;
  /** Must there be such a file? */
  needed: boolean;
}

const all = (needed: boolean, ...patterns: RegExp[]): Allowed[] =>
  patterns.map((pattern) => ({ pattern, needed }));

/** All that may be inside the app, and nothing else: no sources, no maps, no tests, no tools. */
const allowed: readonly Allowed[] = [
  ...all(true, /^package\.json$/, /^LICENSE$/, /^resources\/icon\.png$/),
  ...all(true, /^out\/main\/index\.cjs$/, /^out\/preload\/index\.cjs$/, /^out\/renderer\/index\.html$/),
  ...all(true, /^out\/renderer\/assets\/[\w.-]+\.js$/, /^out\/renderer\/assets\/[\w.-]+\.css$/),
  ...all(false, /^out\/main\/chunks\/[\w.-]+\.cjs$/, /^out\/renderer\/assets\/[\w.-]+\.(png|svg|woff2)$/),
  ...all(true, /^node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js)$/),
  ...all(true, /^node_modules\/keytar\/build\/Release\/keytar\.node$/),
  ...all(true, /^node_modules\/minimp3-wasm\/(package\.json|LICENSE|dist\/decoder\.opt\.wasm)$/),
  ...all(true, /^node_modules\/node-sqlite3-wasm\/(package\.json|LICENSE)$/),
  ...all(true, /^node_modules\/node-sqlite3-wasm\/dist\/node-sqlite3-wasm\.(js|wasm)$/),
];

/**
 * The most that the app's own files may weigh together, in bytes; the runtime is not counted. A dependency that
 * slips in by mistake weighs more than what is left of it.
 */
export const budgetBytes = 6 * 1024 * 1024;

/** What is wrong with the files of an app: too much, too heavy, or something missing. Empty when all is well. Pure. */
export const judgeAppFiles = (files: readonly AppFile[]): string[] => {
  const strange = files.filter(({ path }) => !allowed.some(({ pattern }) => pattern.test(path)));
  const missing = allowed.filter(
    ({ pattern, needed }) => needed && !files.some(({ path }) => pattern.test(path)),
  );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    ...strange.map(({ path }) => `not on the list: ${path}`),
    ...missing.map(({ pattern }) => `missing: ${pattern.source}`),
    ...(bytes > budgetBytes ? [`${String(bytes)} bytes, of ${String(budgetBytes)} allowed`] : []),
  ];
};
