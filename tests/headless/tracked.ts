import type { Http, Ports } from '../../src/core/ports.ts';

type Busy = () => () => void;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const hasMethods = (value: object): boolean =>
  Object.values(value).some((each) => typeof each === 'function');

/** What a port gave, with the same watch kept over it where it has calls of its own (a part file, an open archive). */
const given = (value: unknown, busy: Busy): unknown => {
  if (!isObject(value)) return value;
  const inner = (value as { value?: unknown }).value;
  return isObject(inner) && hasMethods(inner) ? { ...value, value: trackedObject(inner, busy) } : value;
};

const trackedObject = <T extends object>(target: T, busy: Busy): T =>
  new Proxy(target, {
    get(from, name) {
      const member: unknown = Reflect.get(from, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, from, args);
        if (!(result instanceof Promise)) return result;
        const end = busy();
        return result.then((value) => given(value, busy)).finally(end);
      };
    },
  });

async function* trackedBody(body: AsyncIterable<Uint8Array>, busy: Busy): AsyncGenerator<Uint8Array> {
  const end = busy();
  try {
    yield* body;
  } finally {
    end();
  }
}

const trackedHttp = (http: Http, busy: Busy): Http => ({
  async send(request) {
    const end = busy();
    const sent = await http.send(request).finally(end);
    if (!sent.ok) return sent;
    return { ok: true, value: { ...sent.value, body: trackedBody(sent.value.body, busy) } };
  },
});

/** Ports whose every real piece of work is told to `busy` as it begins, and again as it ends. */
export const tracked = (ports: Ports, busy: Busy): Ports => ({
  ...ports,
  http: trackedHttp(ports.http, busy),
  files: trackedObject(ports.files, busy),
  audio: trackedObject(ports.audio, busy),
  tags: trackedObject(ports.tags, busy),
  trash: trackedObject(ports.trash, busy),
  backups: trackedObject(ports.backups, busy),
  archives: trackedObject(ports.archives, busy),
  secrets: trackedObject(ports.secrets, busy),
});
