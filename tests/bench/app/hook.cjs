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

let waiting = '';
process.stdin.on('data', (text) => {
  const lines = (waiting + String(text)).split('\n');
  waiting = lines.pop() ?? '';
  for (const line of lines) {
    if (line === 'timers') say('timers', fired);
    else if (line === 'close') BrowserWindow.getAllWindows().forEach((window) => window.close());
    else if (line === 'windows') say('windows', BrowserWindow.getAllWindows().length);
    else if (line === 'open') app.emit('activate');
    else if (line === 'quit') app.quit();
  }
});
