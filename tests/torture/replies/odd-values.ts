import type { Seeded } from '../../../simulator/seeded.ts';

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { in: value };
  return value;
};

const letters = (chance: Seeded): string =>
  Array.from({ length: chance.whole(0, 40) }, () => String.fromCharCode(chance.whole(0, 0xffff))).join('');

/** What nobody expects where something ordinary should be. */
export const oddValue = (chance: Seeded): unknown =>
  chance.pick<() => unknown>([
    () => null,
    () => true,
    () => 0,
    () => -0,
    () => -1,
    () => 1e308,
    () => 2 ** 53 + 2,
    () => Number.MIN_VALUE,
    () => chance.between(-1e6, 1e6),
    () => '',
    () => ' ',
    () => 'null',
    () => '\0',
    () => 'NaN',
    () => '__proto__',
    () => 'constructor',
    () => "'; DROP TABLE tasks; --",
    () => '\ud800',
    () => '\u202e../../x',
    () => letters(chance),
    () => 'x'.repeat(chance.pick([300, 5000, 70_000])),
    () => new Date(chance.whole(-8e12, 8e12)).toISOString(),
    () => 'http://127.0.0.1:1/x.mp3',
    () => 'file:///etc/passwd',
    () => 'https://audiopipe.suno.ai/?item_id=x',
    () => [],
    () => ({}),
    () => [null],
    () => [[], {}],
    () => ({ id: {}, audio_url: [] }),
    () => deep(chance.pick([3, 30, 300])),
  ])();
