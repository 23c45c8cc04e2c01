import { readFileSync } from 'node:fs';
import type { ClipTag } from '../../src/core/ports.ts';

/** A small sound of tests/fixtures/sound. */
export const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));
/** An MP3 without any tag. */
export const sound = fixture('cbr.mp3');
/** A PNG of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A clip with everything. */
export const waltz: ClipTag = {
  clipId: 'c1f0a7de-0000-4000-8000-000000000001',
  taskId: '0b9d6a52-7e11-4f0c-9c2e-5a4f3d2b1c00',
  position: 1,
  type: 'music',
  title: 'Harbour Waltz',
  style: 'waltz, accordion',
  lyrics: '[Verse]\nSalt on the line\n\n[Chorus]\nTurn, turn 🌊',
  model: 'chirp-fenix',
  createdAt: Date.UTC(2026, 2, 4, 8, 15),
  provenance: {
    input: { gpt_description_prompt: 'A slow harbour waltz', make_instrumental: false },
    taskModel: 'suno',
    credits: 10,
    taskCreatedAt: '2026-03-04T08:15:02.113Z',
    taskCompletedAt: '2026-03-04T08:16:02.113Z',
  },
};
