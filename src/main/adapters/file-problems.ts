import { fail, type ProblemCode } from '../../shared/problem.ts';

const codes: Readonly<Record<string, ProblemCode>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  // The disk, or a limit set by somebody, takes no file this large.
  EFBIG: 'disk_full',
  EACCES: 'folder_denied',
  EPERM: 'folder_denied',
  EROFS: 'folder_denied',
  ENOENT: 'folder_missing',
  ENOTDIR: 'folder_missing',
  // A disk that was pulled out, or a network share whose other side is gone.
  ENODEV: 'folder_missing',
  ENXIO: 'folder_missing',
  ESTALE: 'folder_missing',
  ENOTCONN: 'folder_missing',
  EHOSTDOWN: 'folder_missing',
  EHOSTUNREACH: 'folder_missing',
  EBUSY: 'file_locked',
  ETXTBSY: 'file_locked',
  EDEADLK: 'file_locked',
  ENOLCK: 'file_locked',
  EIO: 'disk_fault',
  EEXIST: 'bad_request',
};

/** The system's code of an error (`ENOSPC`), empty when it has none. */
export const systemCode = (error: unknown): string => {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
};

/** What an error of the file system means for the user. */
export const fileProblem = (error: unknown) => {
  const code = systemCode(error);
  const detail = code === '' && error instanceof Error ? error.message : code;
  return fail(codes[code] ?? 'internal', { detail });
};
