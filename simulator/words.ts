import type { Seeded } from './seeded.ts';

/** What a song is called and sounds like. */
export interface SongWords {
  title: string;
  tags: string;
  /** Lyrics; empty for an instrumental. */
  prompt: string;
}

/** The songs of the demo, in the order in which they come. */
export const demoSongs: readonly SongWords[] = [
  {
    title: 'Harbour Waltz',
    tags: 'waltz, accordion, warm tape',
    prompt:
      '[Verse]\nSalt on the line and the lamps burning low\nThe last boat is home and the tide is slow\n\n[Chorus]\nOne more turn on the harbour wall\nOne more turn before the rain can fall',
  },
  {
    title: 'Paper Lanterns',
    tags: 'dream pop, female vocals, shimmering guitars',
    prompt:
      '[Verse]\nWe folded the evening and set it alight\nA hundred small windows let loose on the night\n\n[Chorus]\nPaper lanterns, carry me over\nSofter than smoke and higher than clover',
  },
  {
    title: '夜行列车',
    tags: 'synthwave, night drive, 中文',
    prompt: '[Verse]\n窗外的灯像慢慢落下的雨\n一站一站 我把昨天还给你\n\n[Chorus]\n夜行列车 开往天亮的地方',
  },
  { title: 'Slow Orchard', tags: 'ambient folk, felt piano, field recordings', prompt: '' },
  {
    title: 'Copper Sky',
    tags: 'indie rock, driving drums, male vocals',
    prompt:
      '[Verse]\nThe road is a wire and it hums in the heat\nA radio prophet keeps losing the beat\n\n[Chorus]\nCopper sky, hold your fire\nI am almost there, I am almost there',
  },
  {
    title: '海辺の手紙',
    tags: 'city pop, soft brass, 日本語',
    prompt: '[Verse]\n白い封筒に 潮の香りをつめて\n\n[Chorus]\n海辺の手紙 届くころには夏',
  },
  {
    title: 'Small Hours',
    tags: 'lo-fi, jazz piano, vinyl crackle',
    prompt: '[Verse]\nKettle and clock and a cat on the sill\nThe city is talking but quietly still',
  },
  {
    title: 'قمر المدينة',
    tags: 'oud, electronic, slow groove',
    prompt: '[Verse]\nيا قمر المدينة ابقَ قليلا\nفالليل قصير والطريق طويل',
  },
  { title: 'Glasshouse', tags: 'minimal techno, warm pads, marimba', prompt: '' },
  {
    title: 'The Cartographer’s Daughter',
    tags: 'chamber folk, cello, storytelling',
    prompt:
      '[Verse]\nShe drew me a river that nobody knew\nWith ink made of iron and edges of blue\n\n[Bridge]\nAnd where the map ended she wrote down my name',
  },
  {
    title: 'Firefly Season ✨',
    tags: 'acoustic, handclaps, summer',
    prompt: '[Chorus]\nStay, stay, it is firefly season',
  },
  { title: 'Northern Static', tags: 'post-rock, tremolo guitar, slow build', prompt: '' },
];

const firsts = 'Amber Silver Quiet Velvet Hollow Electric Winter Marble Saffron Distant Paper Lunar'.split(
  ' ',
);
const seconds =
  'River Signal Garden Window Meridian Avenue Lighthouse Orchid Static Horizon Carousel Tide'.split(' ');
const styles = [
  'dream pop, airy vocals',
  'lo-fi, jazz piano',
  'indie folk, fingerpicked guitar',
  'synthwave, arpeggios',
  'ambient, felt piano',
  'deep house, warm bass',
  'bossa nova, nylon guitar',
  'cinematic, strings',
  'neo soul, electric piano',
];
const lines = [
  'Leave the light on in the hall',
  'We were louder than the rain',
  'Every letter finds its way',
  'Hold the morning by the hand',
  'Somewhere a window is learning to sing',
  'Counting the bridges on the way back home',
];

/** Lyrics from the word bank, with the section markers of sunor-api.md 4.1 [D]. */
export const madeLyrics = (chance: Seeded): string =>
  ['Verse', 'Chorus'].map((part) => `[${part}]\n${chance.pick(lines)}\n${chance.pick(lines)}`).join('\n\n');

/** A song from the word bank. */
export const madeSong = (chance: Seeded): SongWords => ({
  title: `${chance.pick(firsts)} ${chance.pick(seconds)}`,
  tags: chance.pick(styles),
  prompt: madeLyrics(chance),
});
