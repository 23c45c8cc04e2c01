/** The bars of a measured clip (ClipSound.bars), 0 to 255; empty for what is no base64. */
export const readBars = (base64: string): Uint8Array => {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
};

/** How a waveform is drawn, in px: bars that stand apart, symmetrical about the middle. */
export const barWidth = 2;
export const barGap = 1;
/** What is silent still has its place. */
const leastHeight = 2;

/**
 * The outline of a waveform for an SVG of this size (px): one rounded bar beside the other, the loudest stretch of the clip
 * reaching top and bottom. Every bar stands for the loudest of those that fall onto it.
 */
export const waveformPath = (bars: Uint8Array, width: number, height: number): string => {
  const count = Math.floor((width + barGap) / (barWidth + barGap));
  const loudest = bars.reduce((most, bar) => Math.max(most, bar), 1);
  if (bars.length === 0 || count < 1) return '';
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * bars.length) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * bars.length) / count));
    const level = bars.subarray(from, to).reduce((most, bar) => Math.max(most, bar), 0) / loudest;
    // Bytes are roots of the RMS; half of that is undone, so that loud and soft differ to the eye as to the ear.
    const tall = Math.max(leastHeight, Math.round((level ** 1.5 * height) / 2) * 2);
    const x = at * (barWidth + barGap);
    const y = (height - tall) / 2;
    return `M${x} ${y}h${barWidth}v${tall}h-${barWidth}z`;
  }).join('');
};
