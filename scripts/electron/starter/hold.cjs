'use strict';

/**
 * Holds the app back until the driver is connected: a window that opens in the middle of connecting can leave
 * the driver waiting for ever, the more often the busier the machine is. Playwright calls `__playwright_run`
 * when it is there. To be loaded before the app's first line: the starter does so when it is driven, and
 * Electron's own default app by `-r`. A driver that never calls does not keep the app waiting for long.
 */
const { app } = require('electron');

const longestHoldMs = 10_000;

const hold = () => {
  const reallyReady = app.whenReady();
  const emit = app.emit.bind(app);
  let readyArguments = null;
  let released = false;
  let release = () => undefined;
  const held = new Promise((resolve) => {
    release = resolve;
  });

  app.emit = (event, ...rest) => {
    if (event !== 'ready' || released) return emit(event, ...rest);
    readyArguments = rest;
    return app.listenerCount('ready') > 0;
  };
  app.isReady = () => released;
  app.whenReady = () => held;

  globalThis.__playwright_run = async () => {
    await reallyReady;
    if (released) return;
    released = true;
    release();
    if (readyArguments !== null) emit('ready', ...readyArguments);
  };
  setTimeout(globalThis.__playwright_run, longestHoldMs);
};

if (globalThis.__playwright_run === undefined) hold();
