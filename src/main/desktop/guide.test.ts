import { expect, it, vi } from 'vitest';
import { createGuide } from './guide.ts';

const create = () => {
  const window = { show: vi.fn(), load: vi.fn() };
  const [onShown, onChange] = [vi.fn(), vi.fn()];
  return { guide: createGuide({ window, onShown, onChange }), window, onShown, onChange };
};

it('brings the window up as it is, or at a place', () => {
  const { guide, window, onShown, onChange } = create();
  guide.show(null);
  expect([guide.focus(), onChange.mock.calls.length]).toEqual([null, 0]);
  guide.show({ kind: 'task', id: 'a' });
  expect(guide.focus()).toEqual({ seq: 1, target: { kind: 'task', id: 'a' } });
  expect([window.show, onShown].map(({ mock }) => mock.calls.length)).toEqual([2, 2]);
  expect(onChange).toHaveBeenCalledOnce();
});

it('plays without bringing anything up', () => {
  const { guide, window, onShown } = create();
  guide.play('c');
  expect(guide.focus()?.target).toEqual({ kind: 'play', id: 'c' });
  expect(window.load).toHaveBeenCalledOnce();
  expect([window.show, onShown].flatMap(({ mock }) => mock.calls)).toEqual([]);
});

it('asks until the page took it, and never takes back what was asked since', () => {
  const { guide } = create();
  guide.play('c');
  guide.show({ kind: 'notices' });
  guide.taken(1);
  expect(guide.focus()?.seq).toBe(2);
  guide.taken(2);
  expect(guide.focus()).toBeNull();
});
