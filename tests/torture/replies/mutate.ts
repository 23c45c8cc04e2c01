import type { Seeded } from '../../../simulator/seeded.ts';
import { oddValue } from './odd-values.ts';

type Holder = Record<string, unknown> | unknown[];

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Every place in a value: what holds it, and under which name. */
const placesIn = (value: unknown, found: { holder: Holder; name: string }[] = []): typeof found => {
  if (!isHolder(value)) return found;
  for (const name of Object.keys(value)) {
    found.push({ holder: value, name });
    placesIn((value as Record<string, unknown>)[name], found);
  }
  return found;
};

const at = (holder: Holder, name: string): unknown => (holder as Record<string, unknown>)[name];

const put = (holder: Holder, name: string, value: unknown): void => {
  // As JSON.parse would: also under a name that means something to the language.
  Object.defineProperty(holder, name, { value, enumerable: true, writable: true, configurable: true });
};

const remove = (holder: Holder, name: string): void => {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
};

const changeOnce = (root: { value: unknown }, chance: Seeded): void => {
  const places = placesIn(root);
  if (places.length === 0) return;
  const { holder, name } = chance.pick(places);
  const value = at(holder, name);
  chance.pick<() => void>([
    () => remove(holder, name),
    () => put(holder, name, oddValue(chance)),
    () => put(holder, name, oddValue(chance)),
    () => put(holder, name, [value]),
    () => put(holder, name, [value, value]),
    () => put(holder, name, { [name]: value }),
    () => put(holder, name, JSON.stringify(value) ?? ''),
    () => {
      if (Array.isArray(holder)) holder.push(value, oddValue(chance));
      else
        put(
          holder,
          chance.pick(['id', 'audio_url', 'result', 'status', '__proto__', 'toString', name.toUpperCase()]),
          value,
        );
    },
    () => {
      const other = chance.pick(places);
      put(holder, name, structuredClone(at(other.holder, other.name)));
    },
  ])();
};

/** A copy of a value with some places dropped, renamed, retyped, doubled or nested. */
export const mutated = (value: unknown, times: number, chance: Seeded): unknown => {
  const root = { value: structuredClone(value) };
  for (let time = 0; time < times; time += 1) changeOnce(root, chance);
  return root.value;
};

/** JSON as bytes, at times broken: cut, with junk in it, with words that JSON has not, in another encoding. */
export const asBody = (value: unknown, chance: Seeded): string | Uint8Array => {
  const text = JSON.stringify(value) ?? 'undefined';
  if (chance.next() < 0.75) return text;
  const where = chance.whole(0, text.length);
  return chance.pick<() => string | Uint8Array>([
    () => text.slice(0, where),
    () => text.slice(where),
    () => text.slice(0, where) + chance.pick(['\0', '"', '}', ',', '\ufeff', '\\u']) + text.slice(where),
    () => text.replace(/:\s*[^,}\]]+/, chance.pick([':NaN', ':Infinity', ':undefined', ':1e999', ':-'])),
    () => text.replace('{', '{"code":1,"code":2,"__proto__":{"status":"success"},'),
    () => `\ufeff${text}`,
    () => `${text}${text}`,
    () => Uint8Array.from(Buffer.from(text, 'utf16le')),
    () =>
      Uint8Array.from(Buffer.from(text, 'utf8').map((byte) => (chance.next() < 0.01 ? byte ^ 0x80 : byte))),
    () => '<!doctype html><title>Just a moment…</title>',
    () => '',
  ])();
};
