/**
 * Three of the pair codes of MPEG-1 Layer III (ISO/IEC 11172-3, table B.7), by their numbers there:
 * for values up to 1, 5 and 7. The rows are the first value, the columns the second.
 */
export interface PairCode {
  number: number;
  /** Values per row and column. */
  side: number;
  codes: readonly number[];
  lengths: readonly number[];
}

const list = (text: string): number[] => text.trim().split(/\s+/).map(Number);

export const pairCodes: readonly PairCode[] = [
  { number: 1, side: 2, codes: [1, 1, 1, 0], lengths: [1, 3, 2, 3] },
  {
    number: 7,
    side: 6,
    codes: list(`1 2 10 19 16 10  3 3 7 10 5 3  11 4 13 17 8 4
      12 11 18 15 11 2  7 6 9 14 3 1  6 4 5 3 2 0`),
    lengths: list(`1 3 6 8 8 9  3 4 6 7 7 8  6 5 7 8 8 9
      7 7 8 9 9 9  7 7 8 9 9 10  8 8 9 10 10 10`),
  },
  {
    number: 10,
    side: 8,
    codes: list(`1 2 10 23 35 30 12 17  3 3 8 12 18 21 12 7  11 9 15 21 32 40 19 6  14 13 22 34 46 23 18 7
      20 19 33 47 27 22 9 3  31 22 41 26 21 20 5 3  14 13 10 11 16 6 5 1  9 8 7 8 4 4 2 0`),
    lengths: list(`1 3 6 8 9 9 9 10  3 4 6 7 8 9 8 8  6 6 7 8 9 10 9 9  7 7 8 9 10 10 9 10
      8 8 9 10 10 10 10 10  9 9 10 10 11 11 10 11  8 8 9 10 10 10 11 11  9 8 9 10 10 11 11 11`),
  },
];

/** The largest value that can be written. */
export const MAX_VALUE = 7;
