import { render, waitFor } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { type AppContext, createAppContext } from '../state/context.ts';
import { createFakeBridge, type FakeBridge, type FakeSeed } from '../../../tests/fakes/bridge.ts';
import Host from './Host.svelte';

/** The moment that tests of views live in, ms since the epoch; the sample data lies around it. */
export const testNow = Date.UTC(2026, 10, 23, 20, 0, 0);

export interface Shown {
  fake: FakeBridge;
  context: AppContext;
}

/** The tests' page has no popovers; menus only need that they can be told to open and close. */
export const lendPopovers = (): void => {
  for (const name of ['hidePopover', 'showPopover'])
    if (!(name in HTMLElement.prototype))
      Object.defineProperty(HTMLElement.prototype, name, { value: () => undefined });
};

/** Renders a component over a fake main, with the first snapshot already there. */
export const renderOver = async <P extends Record<string, unknown>>(
  of: Component<P>,
  props: P,
  seed: FakeSeed = {},
): Promise<Shown> => {
  lendPopovers();
  const fake = createFakeBridge({ now: testNow, ...seed });
  const context = createAppContext(fake.bridge, 'en', () => testNow);
  context.app.connect();
  await waitFor(() => {
    if (!context.app.ready) throw new Error('no snapshot yet');
  });
  render(Host, { props: { context, of: of as Component<Record<string, unknown>>, props } });
  return { fake, context };
};
