import { it } from 'vitest';
import { createWorld, type World, type WorldOptions } from './world.ts';

/**
 * A test in a world of its own. When it fails, pictures and logs are kept in test-results/ before the
 * world goes down.
 */
export const story = (
  name: string,
  body: (world: World) => Promise<void>,
  options: WorldOptions = {},
  /** Where it takes longer than others do. ms. */
  limitMs?: number,
): void => {
  it(name, { ...(limitMs === undefined ? {} : { timeout: limitMs }) }, async () => {
    const world = await createWorld(options);
    try {
      await body(world);
    } catch (error) {
      await world.report(name);
      throw error;
    } finally {
      await world.close();
    }
  });
};
