import { fail, type Result } from '../../../shared/problem.ts';
import type { Source } from './source.ts';

/** What a walk over a whole file found. */
export interface Sound {
  codec: string;
  /** Counted from what is there, not from what a header promises. Over 0. */
  seconds: number;
  /** Where its own bytes stand, in their order: neither tags nor what only leads to the sound, so that they outlast new tags. */
  at: readonly Stretch[];
}

/** Bytes of a file, from `from` up to but without `to`. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Goes over the structure of a file to its very end, from `start` on, where the tags in front of it end: 0 for the
 * formats that stand behind none. Problem: bad_audio, with the reason as its detail; anything
 * that the system says is thrown.
 */
export type Walk = (source: Source, start: number) => Promise<Result<Sound>>;

/** This is no sound file, and why. */
export const bad = (detail: string): ReturnType<typeof fail> => fail('bad_audio', { detail });

/** `length` bytes as Latin-1 text, for names of chunks and magic numbers. */
export const nameAt = (bytes: Uint8Array, at: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Numbers within bytes; the view must be asked within its bounds. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
