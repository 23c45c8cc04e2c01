import * as v from 'valibot';

/**
 * Everything that can go wrong, as a closed set. A problem crosses IPC as data; the renderer owns the
 * words for each code (src/shared/messages), so a code is never shown as it is.
 */
export const problemCodes = [
  'offline', // no network, or the address does not answer
  'timed_out', // the other side took the connection and then stayed silent
  'proxy_login', // the proxy wants a login, or another one
  'proxy_unreachable', // the proxy itself does not answer
  'proxy_refused', // the proxy does not let this address through
  'unauthorized', // 401: the key was refused
  'no_key', // nothing to ask with yet
  'no_credits', // 402
  'rate_limited', // 429, or our own budget is used up until `retryAt`
  'not_found', // 404: unknown task, or another account's
  'server', // 5xx
  'bad_reply', // an answer we could not make sense of
  'link_dead', // the media host refused or no longer has the file
  'bad_audio', // bytes that are no sound audio file
  'no_decoder', // sound of a kind that cannot be decoded here, so that it is not measured
  'links_expired', // the links' time is over and the task gives no better one
  'disk_full',
  'folder_missing', // the library folder is not there
  'folder_denied', // the library folder may not be written
  'file_locked', // another program holds the file
  'disk_fault', // the disk itself fails to read or write
  'file_missing', // a saved file is no longer where it was
  'trash_failed', // the system's trash did not take the file
  'autostart_denied', // the system does not let us say what starts at login
  'archive_bad', // not an archive of ours, or a damaged one
  'archive_newer', // an archive that a newer version wrote
  'no_keychain', // keytar could not be loaded, or the system has no keychain service
  'keychain_locked', // it is there and refused
  'bad_request', // what was asked for makes no sense
  'internal', // a fault of ours
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export const problemSchema = v.object({
  code: v.picklist(problemCodes),
  /** Technical text for "details", never shown as the message itself, free of secrets. */
  detail: v.optional(v.string()),
  /** HTTP status, where one led here. */
  status: v.optional(v.number()),
  /** When the app tries again by itself, in ms since the epoch. */
  retryAt: v.optional(v.number()),
});

export type Problem = v.InferOutput<typeof problemSchema>;

const unreached: readonly ProblemCode[] = [
  'offline',
  'timed_out',
  'proxy_login',
  'proxy_unreachable',
  'proxy_refused',
];

/** Nobody was reached, for want of a network or of a way through the proxy: it says nothing of what was asked for. */
export const isUnreached = (code: ProblemCode | undefined): boolean =>
  code !== undefined && unreached.includes(code);

/** A value, or the problem that stood in its way. Nothing in this program throws to say "no". */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: ProblemCode,
  more: Omit<Problem, 'code'> = {},
): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, ...more },
});
