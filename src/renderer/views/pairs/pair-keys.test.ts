import { describe, expect, it } from 'vitest';
import { isForTable, pairKey } from './pair-keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  pairKey({
    ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false },
    ...more,
  });

describe('the keys of the pair table', () => {
  it.each([
    [' ', { kind: 'toggle' }],
    ['x', { kind: 'switch' }],
    ['K', { kind: 'keep' }],
    ['b', { kind: 'bin' }],
    ['Delete', { kind: 'bin' }],
    ['f', { kind: 'favourite' }],
    ['n', { kind: 'next' }],
    ['p', { kind: 'previous' }],
    ['u', { kind: 'undo' }],
    ['1', { kind: 'take', at: 0 }],
    ['9', { kind: 'take', at: 8 }],
    ['ArrowLeft', { kind: 'seek', by: -5 }],
    ['ArrowRight', { kind: 'seek', by: 5 }],
    ['ArrowUp', { kind: 'step', by: -1 }],
    ['ArrowDown', { kind: 'step', by: 1 }],
    ['Tab', null],
    ['0', null],
    ['q', null],
  ])('%s', (key, asked) => expect(press(key)).toEqual(asked));

  it('leave what is pressed with a modifier to others, but for taking back', () => {
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('z', { metaKey: true })).toEqual({ kind: 'undo' });
    expect([press('f', { ctrlKey: true }), press('b', { altKey: true }), press('z')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('decide once, however long they are held; only seeking goes on', () => {
    expect([press('k', { repeat: true }), press('n', { repeat: true })]).toEqual([null, null]);
    expect(press('ArrowRight', { repeat: true })).toEqual({ kind: 'seek', by: 5 });
  });

  it('do not fire while somebody types, nor take from a control what it needs itself', () => {
    document.body.innerHTML =
      '<input id="text" type="text"><input id="slider" type="range"><button id="button"></button><dialog><p id="asked"></p></dialog>';
    const at = (id: string): Element | null => document.querySelector(`#${id}`);
    const keep = { kind: 'keep' } as const;
    const asked = (id: string, key: Parameters<typeof isForTable>[0]): boolean => isForTable(key, at(id));
    expect([asked('text', keep), asked('asked', keep), asked('button', keep), asked('slider', keep)]).toEqual(
      [...[false, false, true, true]],
    );
    expect(asked('button', { kind: 'toggle' })).toBe(false);
    expect(asked('slider', { kind: 'seek', by: 5 })).toBe(false);
    expect(isForTable({ kind: 'toggle' }, document.body)).toBe(true);
  });
});
