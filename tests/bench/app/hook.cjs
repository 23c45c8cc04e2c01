'use strict';

/**
 * Loaded into Electron's main process before the program's first line, for the app and for the bare window alike. It
 * tells on stdout when a page is usable, counts the timers that fire, and does what it is told on stdin.
 */
const { app, BrowserWindow } = require('electron');

const say = (word, value) => process.stdout.write(`bench ${word} ${String(value)}\n`);

let fired = 0;
for (const name of ['setTimeout', 'setInterval']) {
  const real = globalThis[name];
  globalThis[name] = (run, ...rest) =>
    real(
      (...args) => {
        fired += 1;
        return run(...args);
      },
      ...rest,
    );
}

/** In the page: when what is waited for is there and drawn; ms since the epoch. */
const usable = `new Promise((resolve) => {
  const wanted = ${JSON.stringify(process.env.CLIPLOFT_BENCH_READY ?? 'body')};
  const look = () => document.querySelector(wanted) === null
    ? requestAnimationFrame(look)
    : requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
  look();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', () => {
    contents.executeJavaScript(usable).then(
      (at) => say('usable', at),
      () => undefined,
    );
  });
});

/**
 * In the page: notes the longest time between two messages to itself, which is at least as long as the longest task, and
 * the most clips that were drawn.
 */
const watch = `(() => {
  const seen = (globalThis.benchSeen = { longest: 0, rows: 0 });
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    seen.longest = Math.max(seen.longest, now - last);
    last = now;
    port2.postMessage(0);
  };
  port2.postMessage(0);
  const count = () => {
    seen.rows = Math.max(seen.rows, document.querySelectorAll('[data-place]').length);
    requestAnimationFrame(count);
  };
  count();
})()`;

/** In the page: the thumb is dragged from one end to the other and back, a place in each frame. */
const drag = `new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  let step = 0;
  const next = () => {
    step += 1;
    grid.scrollTop = grid.scrollHeight * (1 - Math.abs(1 - step / 60));
    if (step < 120) requestAnimationFrame(next);
    else resolve();
  };
  next();
})`;

const fling = async () => {
  const [{ webContents: page }] = BrowserWindow.getAllWindows();
  const run = (script) => page.executeJavaScript(script);
  await run(watch);
  for (let turn = 0; turn < 180; turn += 1) {
    page.sendInputEvent({ type: 'mouseWheel', x: 700, y: 500, deltaX: 0, deltaY: -2000, canScroll: true });
    await run('new Promise((resolve) => requestAnimationFrame(() => resolve()))');
  }
  await run(drag);
  const { longest, rows } = await run('benchSeen');
  say('longest', longest);
  say('rows', rows);
};

let waiting = '';
process.stdin.on('data', (text) => {
  const lines = (waiting + String(text)).split('\n');
  waiting = lines.pop() ?? '';
  for (const line of lines) {
    if (line === 'timers') say('timers', fired);
    else if (line === 'close') BrowserWindow.getAllWindows().forEach((window) => window.close());
    else if (line === 'windows') say('windows', BrowserWindow.getAllWindows().length);
    else if (line === 'open') app.emit('activate');
    else if (line === 'fling') void fling();
    else if (line === 'quit') app.quit();
  }
});
