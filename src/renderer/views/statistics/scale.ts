/** The marks of an axis from 0 on: round numbers, the last at or above `most`. `whole`: no parts of one. */
export const ticks = (most: number, whole: boolean, wanted = 4): number[] => {
  if (!(most > 0)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999) ?? 10 * power;
  const size = whole ? Math.max(1, Math.ceil(step)) : step;
  const count = Math.ceil(most / size - 1e-9);
  return Array.from({ length: count + 1 }, (_, n) => Number((n * size).toPrecision(12)));
};

/** Every how many columns a name has room for, of `width` px each, with names of `room` px. */
export const everyNth = (width: number, room: number): number => Math.max(1, Math.ceil(room / width));
