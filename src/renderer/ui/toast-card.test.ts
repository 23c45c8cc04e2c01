import { render } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import ToastCard from './ToastCard.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = (more: { firm?: boolean; lasts?: number | null }) => {
  const onclose = vi.fn();
  const toast = { id: 1, kind: 'done' as const, title: 'Moved to the trash', lasts: 5_000, ...more };
  const { rerender } = render(ToastCard, { toast, held: true, onclose });
  flushSync();
  return { onclose, rerender };
};

it('waits while somebody is at it, and counts anew when it is let go', async () => {
  const { onclose, rerender } = shown({});
  vi.advanceTimersByTime(60_000);
  expect(onclose).not.toHaveBeenCalled();
  await rerender({ held: false });
  vi.advanceTimersByTime(4_999);
  expect(onclose).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onclose).toHaveBeenCalledTimes(1);
});

it('goes in any case when what it offers is over', () => {
  const { onclose } = shown({ firm: true });
  vi.advanceTimersByTime(5_000);
  expect(onclose).toHaveBeenCalledTimes(1);
});
