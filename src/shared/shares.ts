/** How many of a task's results are saved, of how many it gave: the detail of a notice of the kind `unreadable`. */
export interface Shares {
  saved: number;
  of: number;
}

/** As the detail of a notice: `1/2`. */
export const sharesText = ({ saved, of }: Shares): string => `${saved}/${of}`;

/** The shares in a notice's detail; null where it says something else. */
export const readShares = (text: string | null): Shares | null => {
  const [, saved, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text ?? '') ?? [];
  return saved === undefined || of === undefined || Number(saved) >= Number(of)
    ? null
    : { saved: Number(saved), of: Number(of) };
};
