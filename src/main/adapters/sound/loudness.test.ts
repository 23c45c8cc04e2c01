import { describe, expect, it } from 'vitest';
import { createBars } from './bars.ts';
import { kWeighting } from './k-weighting.ts';
import { createLoudness } from './loudness.ts';
import type { Pcm } from './pcm.ts';
import { createTruePeak } from './true-peak.ts';

/** Seconds of a sine in each channel, with the level of its peaks in dBFS. */
const sine = (
  rate: number,
  parts: readonly { seconds: number; level: number }[],
  { frequency = 1000, channels = 2, phase = 0 } = {},
): Pcm => {
  const frames = parts.reduce((sum, { seconds }) => sum + Math.round(seconds * rate), 0);
  const samples = new Float32Array(frames * channels);
  let at = 0;
  for (const { seconds, level } of parts) {
    const amplitude = 10 ** (level / 20);
    for (const end = at + Math.round(seconds * rate); at < end; at += 1)
      samples.fill(
        amplitude * Math.sin((2 * Math.PI * frequency * at) / rate + phase),
        at * channels,
        (at + 1) * channels,
      );
  }
  return { samples, channels, rate };
};
/** As a decoder gives it: in pieces that end anywhere. */
const inPieces = (pcm: Pcm, give: (piece: Pcm) => void): void => {
  for (let at = 0; at < pcm.samples.length; at += 4999 * pcm.channels)
    give({ ...pcm, samples: pcm.samples.slice(at, at + 4999 * pcm.channels) });
};
const loudnessOf = (...sounds: Pcm[]): number | null => {
  const loudness = createLoudness();
  sounds.forEach((pcm) => inPieces(pcm, loudness.add));
  return loudness.integrated();
};
const peakOf = (pcm: Pcm): number | null => {
  const peak = createTruePeak();
  inPieces(pcm, peak.add);
  return peak.peak();
};

it('has the filters that ITU-R BS.1770-4 prints for 48 kHz, tables 1 and 2', () => {
  const { shelf, highPass } = kWeighting(48_000);
  const near = (value: number, printed: number): void => expect(value).toBeCloseTo(printed, 11);
  near(shelf.b0, 1.53512485958697);
  near(shelf.b1, -2.69169618940638);
  near(shelf.b2, 1.19839281085285);
  near(shelf.a1, -1.69065929318241);
  near(shelf.a2, 0.73248077421585);
  near(highPass.a1, -1.99004745483398);
  near(highPass.a2, 0.99007225036621);
  expect([highPass.b0, highPass.b1, highPass.b2]).toEqual([1, -2, 1]);
});

/** EBU Tech 3341 (2016), table 1; each is to read within 0.1 LU. */
describe.each([48_000, 44_100])('the loudness of test signals at %i Hz', (rate) => {
  const signals: [string, readonly { seconds: number; level: number }[], number][] = [
    ['1', [{ seconds: 20, level: -23 }], -23],
    ['2', [{ seconds: 20, level: -33 }], -33],
    [
      '3, where the relative gate is needed',
      [
        { seconds: 10, level: -36 },
        { seconds: 60, level: -23 },
        { seconds: 10, level: -36 },
      ],
      -23,
    ],
    [
      '4, where both gates are needed',
      [
        { seconds: 10, level: -72 },
        { seconds: 10, level: -36 },
        { seconds: 60, level: -23 },
        { seconds: 10, level: -36 },
        { seconds: 10, level: -72 },
      ],
      -23,
    ],
    [
      '5, where the gate must not be too high',
      [
        { seconds: 20, level: -26 },
        { seconds: 20.1, level: -20 },
        { seconds: 20, level: -26 },
      ],
      -23,
    ],
  ];
  it.each(signals)('%s', (_name, parts, lufs) => {
    expect(Math.abs((loudnessOf(sine(rate, parts)) ?? 0) - lufs)).toBeLessThan(0.1);
  });
});

it.each([48_000, 44_100, 32_000, 22_050])('hears the sine of BS.1770, 997 Hz, at %i Hz', (rate) => {
  const heard = loudnessOf(sine(rate, [{ seconds: 4, level: -23 }], { frequency: 997 }));
  expect(Math.abs((heard ?? 0) + 23)).toBeLessThan(0.1);
});

describe('the loudness', () => {
  it('of one channel is that of two: it comes from both sides', () => {
    const mono = loudnessOf(sine(48_000, [{ seconds: 5, level: -20 }], { channels: 1 }));
    expect(mono).toBeCloseTo(loudnessOf(sine(48_000, [{ seconds: 5, level: -20 }])) ?? 0, 6);
  });

  it('goes on where a file changes its rate or channels', () => {
    const heard = loudnessOf(
      sine(44_100, [{ seconds: 5, level: -20 }], { channels: 1 }),
      sine(48_000, [{ seconds: 5, level: -20 }]),
    );
    expect(Math.abs((heard ?? 0) + 20)).toBeLessThan(0.1);
  });

  it('is none of silence, of next to nothing, and of less than a block', () => {
    expect(loudnessOf()).toBeNull();
    expect(loudnessOf({ samples: new Float32Array(96_000), channels: 2, rate: 48_000 })).toBeNull();
    expect(loudnessOf(sine(48_000, [{ seconds: 5, level: -75 }]))).toBeNull();
    expect(loudnessOf(sine(48_000, [{ seconds: 0.3, level: -20 }]))).toBeNull();
  });
});

/** Fades both ends: a sine that begins at once has higher peaks than a sine. */
const faded = (pcm: Pcm): Pcm => {
  const last = pcm.samples.length - 1;
  return {
    ...pcm,
    samples: pcm.samples.map((value, at) => value * Math.min(1, at / 2000, (last - at) / 2000)),
  };
};

/** EBU Tech 3341 (2016), signals 15 to 19: to read no more than 0.2 dB above and 0.4 dB below. */
it.each([
  ['15', 4, 0, 0.5, -6],
  ['16', 4, 45, 0.5, -6],
  ['17', 6, 60, 0.5, -6],
  ['18', 8, 67.5, 0.5, -6],
  ['19', 4, 45, 1.41, 3],
])('the true peak of test signal %s', (_name, part, degrees, amplitude, dbtp) => {
  const options = { frequency: 48_000 / part, phase: (degrees * Math.PI) / 180 };
  const level = 20 * Math.log10(amplitude);
  const peak = peakOf(faded(sine(48_000, [{ seconds: 1, level }], options))) ?? 0;
  expect(peak - dbtp).toBeLessThan(0.2);
  expect(peak - dbtp).toBeGreaterThan(-0.4);
});

it('finds the same peak forwards and backwards, though it looks into other places', () => {
  // The filter is its own mirror. Loud and soft in turn, so that much lies below the peak so far.
  const samples = Float32Array.from(
    { length: 20_000 },
    (_, at) => Math.sin(at * at * 0.0007) * (0.2 + 0.7 * Math.sin(at / 900) ** 2),
  );
  const forwards = faded({ samples, channels: 1, rate: 48_000 });
  const backwards = { ...forwards, samples: forwards.samples.slice().reverse() };
  const highest = forwards.samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const peak = peakOf(forwards) ?? 0;
  expect(peak).toBeGreaterThan(20 * Math.log10(highest));
  expect(peakOf(backwards)).toBeCloseTo(peak, 12);
});

describe('the bars', () => {
  it('follow what is loud and what is soft, over the whole length', () => {
    const bars = createBars();
    inPieces(
      sine(44_100, [
        { seconds: 2, level: -40 },
        { seconds: 2, level: -6 },
      ]),
      bars.add,
    );
    const drawn = [...bars.bars(40)];
    expect(bars.seconds()).toBeCloseTo(4, 6);
    expect(drawn.slice(0, 20)).toEqual(Array(20).fill(21));
    expect(drawn.slice(20)).toEqual(Array(20).fill(152));
  });

  it('are as many as wanted however short the clip is, and none of nothing', () => {
    const bars = createBars();
    expect(bars.bars(480)).toHaveLength(0);
    bars.add(sine(44_100, [{ seconds: 0.05, level: -6 }]));
    expect(bars.bars(480)).toHaveLength(480);
  });
});
