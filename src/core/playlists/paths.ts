/** A path in pieces, whatever system it is of. Without a root it is relative. */
export interface ParsedPath {
  /** `/`, `c:`, `//server/share`, or empty. */
  root: string;
  /** Without `.`, and without `..` as far as there is something to go back from. */
  pieces: string[];
}

const drive = /^[A-Za-z]:(?=[\\/]|$)/;
const share = /^(?:\\\\|\/\/)[^\\/]+[\\/]+[^\\/]+/;

const plain = (pieces: readonly string[], isAbsolute: boolean): string[] => {
  const kept: string[] = [];
  for (const piece of pieces) {
    if (piece === '' || piece === '.') continue;
    if (piece !== '..') kept.push(piece);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isAbsolute) kept.push(piece);
  }
  return kept;
};

/** Reads a path as its own system would: where it has a drive or a share, backslashes part names. Pure. */
export const parsePath = (path: string): ParsedPath => {
  const root = drive.exec(path)?.[0] ?? share.exec(path)?.[0];
  if (root !== undefined) {
    const rest = path.slice(root.length).split(/[\\/]+/);
    return { root: root.replace(/[\\/]+/g, '/').replace(/^\/(?!\/)/, '//'), pieces: plain(rest, true) };
  }
  const isAbsolute = path.startsWith('/');
  return { root: isAbsolute ? '/' : '', pieces: plain(path.split('/'), isAbsolute) };
};

/** Are two pieces of paths the same name? Where there are drives and shares, letter case does not count. */
const same = (root: string, a: string | undefined, b: string | undefined): boolean =>
  a === b || (root !== '/' && a?.toLowerCase() === b?.toLowerCase());

const sameRoot = (a: ParsedPath, b: ParsedPath): boolean => a.root.toLowerCase() === b.root.toLowerCase();

/** The folder that a file lies in. Pure. */
export const folderOf = (path: string): ParsedPath => {
  const { root, pieces } = parsePath(path);
  return { root, pieces: pieces.slice(0, -1) };
};

/** A path's last name; empty where it has none. Pure. */
export const fileNameOf = (path: string): string => parsePath(path).pieces.at(-1) ?? '';

/** A file as seen from a folder, with forward slashes; absolute where no way leads from one to the other. Pure. */
export const relativePath = (from: ParsedPath, file: ParsedPath): string => {
  if (!sameRoot(from, file)) {
    const root = file.root === '/' ? '' : file.root;
    return [root, ...file.pieces].join('/');
  }
  let common = 0;
  while (
    common < from.pieces.length &&
    common < file.pieces.length - 1 &&
    same(from.root, from.pieces[common], file.pieces[common])
  )
    common += 1;
  const path = [...from.pieces.slice(common).map(() => '..'), ...file.pieces.slice(common)].join('/');
  // A folder that is called like a drive is none.
  return drive.test(path) ? `./${path}` : path;
};

/** What a path that was read in a file in `from` leads to, as a name within `folder`; null where it leads elsewhere. Pure. */
export const nameWithin = (folder: ParsedPath, from: ParsedPath, path: string): string | null => {
  const given = parsePath(path);
  const file =
    given.root === '' ? { root: from.root, pieces: plain([...from.pieces, ...given.pieces], true) } : given;
  const isInside =
    sameRoot(folder, file) &&
    file.pieces.length > folder.pieces.length &&
    folder.pieces.every((piece, at) => same(folder.root, piece, file.pieces[at]));
  return isInside ? file.pieces.slice(folder.pieces.length).join('/') : null;
};
