/** One figure as tortures and benches print it. `goal` is `0`, `≥ 1000` or `≤ 30`. */
export interface Measure {
  value: number;
  unit: string;
  goal: string;
  baseline?: number;
}
export type Measures = Record<string, Measure>;

/** Does the figure reach its goal? A goal without a sign must be met exactly. */
export const isMet = ({ value, goal }: Measure): boolean => {
  const match = /^([≥≤]?)\s*(-?[\d.]+)$/.exec(goal);
  if (match === null) throw new Error(`"${goal}" is no goal`);
  const wanted = Number(match[2]);
  if (match[1] === '≥') return value >= wanted;
  return match[1] === '≤' ? value <= wanted : value === wanted;
};

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000);

/** A table for people: one line per figure. */
export const tableOf = (measures: Measures): string => {
  const rows = Object.entries(measures).map(([name, measure]) => [
    name,
    `${rounded(measure.value)} ${measure.unit}`.trim(),
    measure.goal,
    measure.baseline === undefined ? '' : rounded(measure.baseline),
    isMet(measure) ? 'ok' : 'MISSED',
  ]);
  const head = ['name', 'value', 'goal', 'baseline', ''];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** The last thing that is printed: a table, or with `json` one JSON object. Gives the exit code. */
export const printed = (measures: Measures, json: boolean): number => {
  console.log(json ? JSON.stringify(measures) : tableOf(measures));
  return Object.values(measures).every(isMet) ? 0 : 1;
};
