import * as v from 'valibot';
import type { Secrets } from '../../core/ports.ts';
import { ok, type ProblemCode, type Result } from '../../shared/problem.ts';
import {
  namesProxy,
  proxyAddress,
  type ProxyCredentials,
  proxyCredentialsSchema,
  type ProxyLogin,
  type ProxySettings,
} from '../../shared/proxy.ts';

/** The login for a proxy: in the keychain, or in memory where there is none. It goes out to that proxy and nowhere else. */
export interface LoginKeeper {
  /** What the page may know of it. */
  state(): Promise<ProxyLogin>;
  /** The login for this very proxy; null where there is none. */
  of(proxy: ProxySettings): Promise<ProxyCredentials | null>;
  /** Keeps it in place of any other. */
  set(proxy: ProxySettings, login: ProxyCredentials): Promise<ProxyLogin>;
  /** Problems: the keychain would not let go of its copy; here it is gone all the same. */
  forget(): Promise<Result<ProxyLogin>>;
}

const keptSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ at: v.string(), ...proxyCredentialsSchema.entries }),
);
type Kept = v.InferOutput<typeof keptSchema>;

/** `redact` hears each password before anybody uses it. */
export const createLoginKeeper = (secrets: Secrets, redact: (secret: string) => void): LoginKeeper => {
  let kept: Kept | null = null;
  let where: ProxyLogin['where'] = null;
  let why: ProblemCode | null = null;
  let reading: Promise<void> | null = null;

  const become = (next: Kept | null, place: ProxyLogin['where'], reason: ProblemCode | null): void => {
    if (next !== null) redact(next.password);
    kept = next;
    where = place;
    why = reason;
  };

  const read = async (): Promise<void> => {
    const found = await secrets.read();
    if (!found.ok) return become(null, null, found.problem.code);
    const entry = v.safeParse(keptSchema, found.value);
    if (entry.success) become(entry.output, 'keychain', null);
  };
  /** Only when it is needed: the keychain may have to be unlocked by hand. */
  const ready = (): Promise<void> => (reading ??= read());

  /** Setting and forgetting wait for each other, and for the reading. */
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(ready).then(work);
    line = turn.catch(() => undefined);
    return turn;
  };

  const state = (): ProxyLogin => ({
    login: kept === null ? null : { user: kept.user, at: kept.at },
    where,
    keychainName: secrets.name,
    why,
  });

  return {
    async state() {
      await ready();
      return state();
    },
    async of(proxy) {
      if (!namesProxy(proxy.mode)) return null;
      await ready();
      return kept?.at === proxyAddress(proxy) ? { user: kept.user, password: kept.password } : null;
    },
    set: (proxy, { user, password }) =>
      inTurn(async () => {
        const next = { at: proxyAddress(proxy), user, password };
        redact(password);
        const written = await secrets.write(JSON.stringify(next));
        become(next, written.ok ? 'keychain' : 'session', written.ok ? null : written.problem.code);
        return state();
      }),
    forget: () =>
      inTurn(async () => {
        const removed = await secrets.remove();
        become(null, null, null);
        return removed.ok || removed.problem.code === 'no_keychain' ? ok(state()) : removed;
      }),
  };
};
