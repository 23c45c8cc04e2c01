import { describe, expect, it } from 'vitest';
import { createUndoing, mostUndos } from './undoing.ts';

const chance = (): number => 0.5;

describe('taking back', () => {
  it('is done once, and only for what was done lately', () => {
    const undoing = createUndoing<number>(chance);
    const tokens = Array.from({ length: mostUndos + 1 }, (_, n) => undoing.keep(() => n));
    expect(tokens.slice(0, 2).map((token) => undoing.undo(token))).toEqual([null, 1]);
    expect([undoing.undo(tokens[1] ?? ''), undoing.undo('nothing')]).toEqual([null, null]);
  });

  it('can be tried again when it fails at once', () => {
    let fails = true;
    const undoing = createUndoing<string>(chance);
    const token = undoing.keep(() => {
      if (fails) throw new Error('the disk is full');
      return 'back';
    });
    expect(() => undoing.undo(token)).toThrow('the disk is full');
    fails = false;
    expect(undoing.undo(token)).toBe('back');
  });

  it('can be tried again when it fails after a while, and not while it goes on', async () => {
    let fails = true;
    const undoing = createUndoing<Promise<string>>(chance);
    const token = undoing.keep(async () => {
      await Promise.resolve();
      if (fails) throw new Error('the disk is full');
      return 'back';
    });
    const first = undoing.undo(token);
    expect(undoing.undo(token)).toBeNull();
    await expect(first).rejects.toThrow('the disk is full');
    fails = false;
    expect(await undoing.undo(token)).toBe('back');
  });
});
